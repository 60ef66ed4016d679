package dev.waypoint.plugin.docker;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.waypoint.sdk.PluginException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * How a registry is used without a daemon.
 *
 * @param auth who we are; without it, what {@code docker login} stored
 * @param insecure whether HTTP and wrong certificates will do
 */
record RegistryAccess(Optional<AuthConfig> auth, boolean insecure) {
  /** Jib's name for what OAuth calls a refresh token. */
  private static final String TOKEN_USER = "<token>";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  com.google.cloud.tools.jib.api.ImageReference parse(ImageReference image) throws PluginException {
    try {
      return com.google.cloud.tools.jib.api.ImageReference.parse(image.toString());
    } catch (InvalidImageReferenceException e) {
      throw new PluginException("\"%s\" is not the name of an image".formatted(image), e);
    }
  }

  /**
   * Looks whether the registry can be trusted, as waiting would not change that.
   *
   * @param action continues "cannot …" if it cannot
   */
  void requireTrust(String action, ImageReference image)
      throws PluginException, InterruptedException {
    if (insecure) {
      return;
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      String host = parse(image).getRegistry();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://" + host + "/v2/")).timeout(PATIENCE).build();
      client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (SSLException e) {
      throw failed(action, e);
    } catch (IOException e) {
      // It may be back soon: whoever uses it tries for a while.
    }
  }

  /** Empty: nobody in particular. */
  Optional<Credential> credential(ImageReference image) throws PluginException {
    if (auth.isPresent()) {
      AuthConfig who = auth.get();
      return Optional.of(
          who.identityToken()
              .map(token -> Credential.from(TOKEN_USER, token))
              .orElseGet(
                  () ->
                      Credential.from(who.username().orElseThrow(), who.password().orElseThrow())));
    }
    try {
      return stored(image).retrieve();
    } catch (CredentialRetrievalException e) {
      throw new PluginException(
          "cannot read what docker login stored for %s: %s"
              .formatted(image.registry(), rootMessage(e)),
          e);
    }
  }

  /** What {@code docker login} stored. */
  CredentialRetriever stored(ImageReference image) throws PluginException {
    return CredentialRetrieverFactory.forImage(parse(image), event -> {}).dockerConfig();
  }

  /**
   * @param action continues "cannot …"
   */
  PluginException failed(String action, Throwable e) {
    String hint = "";
    if (e instanceof RegistryUnauthorizedException) {
      hint =
          auth.isPresent() ? "; are its user and password right?" : "; set username and password";
    } else if (!insecure && speaksPlainly(e)) {
      hint =
          " A registry without TLS, or with a certificate of its own, has to be allowed: by"
              + " insecure = true in the registry stanza, or by insecure_registries where it holds"
              + " the base image";
    }
    return new PluginException("cannot %s: %s%s".formatted(action, rootMessage(e), hint), e);
  }

  private static boolean speaksPlainly(Throwable e) {
    return DockerFault.causeIs(e, SSLException.class)
        || DockerFault.causeIs(e, com.google.cloud.tools.jib.api.InsecureRegistryException.class);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = e.getMessage() == null ? root.getMessage() : e.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}
