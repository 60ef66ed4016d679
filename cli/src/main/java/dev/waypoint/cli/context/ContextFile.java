package dev.waypoint.cli.context;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.Optional;

/** The JSON form of a context. Members that are not known are left alone by reading. */
record ContextFile(Server server, String workspace) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  record Server(
      String address,
      Boolean tls,
      @JsonProperty("tls_skip_verify") Boolean tlsSkipVerify,
      String certificate,
      @JsonProperty("auth_token") String authToken,
      String platform) {}

  static String write(ServerContext context) throws IOException {
    return JSON.writeValueAsString(
            new ContextFile(
                new Server(
                    context.address(),
                    context.tls(),
                    context.tlsSkipVerify(),
                    context.certificate().orElse(null),
                    context.token().orElse(null),
                    context.platform().orElse(null)),
                context.workspace().orElse(null)))
        + "\n";
  }

  static ServerContext read(String text) throws IOException {
    ContextFile file = JSON.readValue(text, ContextFile.class);
    if (file == null || file.server == null || file.server.address == null) {
      throw new IOException("it has no server.address");
    }
    return new ServerContext(
        file.server.address,
        file.server.tls == null || file.server.tls,
        file.server.tlsSkipVerify != null && file.server.tlsSkipVerify,
        present(file.server.certificate),
        present(file.server.authToken),
        present(file.server.platform),
        present(file.workspace));
  }

  private static Optional<String> present(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }
}
