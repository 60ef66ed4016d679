package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How an image is built. */
record BuildConfig(
    @Doc(
            "What builds: the daemon (docker), kaniko or jib; without it, jib where there is a jib"
                + " block, else the daemon, else kaniko")
        Optional<BuildEngine> builder,
    @Doc("The Dockerfile, relative to the context") @Default("Dockerfile") String dockerfile,
    @Doc("The folder that the build may read, relative to the application's directory")
        @Default(".")
        String context,
    @Doc("Values of the Dockerfile's ARGs") Map<String, String> buildArgs,
    @Doc("The stage to build; without it, the last one") Optional<String> target,
    @Doc("The platform to build for, such as linux/arm64") Optional<String> platform,
    @Doc("Build every step anew") @Default("false") boolean noCache,
    @Doc("Look for newer base images") @Default("false") boolean pull,
    @Doc("The image's name; without it, waypoint.local/<application>") Optional<String> image,
    @Doc("The image's tag") @Default("latest") String tag,
    @Doc("The image's labels") Map<String, String> labels,
    @Doc("Who we are at the base images' registry") Optional<AuthConfig> auth,
    @Doc(
            "Registries, as host or host:port, that kaniko and jib may use by HTTP or with any"
                + " certificate")
        List<String> insecureRegistries,
    @Doc("What goes into the image where jib builds it") Optional<JibConfig> jib,
    @Doc("Accepted and not used: images are built by the daemon's own builder") @Default("false")
        boolean buildkit,
    @Doc("Accepted and not used: no program is ever put into an image") @Default("false")
        boolean disableEntrypoint,
    @Doc("Which daemon to talk to") Optional<ClientConfig> clientConfig) {}
