package dev.waypoint.cli.command.server;

import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.environment.Interrupts;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.gateway.boot.DatabaseOptions;
import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GatewayServer;
import dev.waypoint.gateway.boot.ListenAddress;
import dev.waypoint.gateway.boot.TlsOptions;
import dev.waypoint.gateway.tls.ServerCertificate;
import dev.waypoint.protocol.v1.GetServerInfoResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "run", description = "Run a server until it is stopped.")
final class ServerRunCommand extends WaypointCommand implements NoProject {
  @Option(
      names = "-data-dir",
      paramLabel = "DIR",
      description = "Where keys, certificates and the embedded database are kept.")
  private Path dataDirectory;

  @Option(
      names = "-db",
      paramLabel = "URL",
      description =
          "A PostgreSQL database, as jdbc:postgresql://HOST/NAME; its password comes from"
              + " WAYPOINT_DB_PASSWORD. Default: a file in the data directory.")
  private String database;

  @Option(
      names = "-db-user",
      paramLabel = "NAME",
      description = "The database's user; default: WAYPOINT_DB_USER, waypoint.")
  private String databaseUser;

  @Option(
      names = "-listen-grpc",
      paramLabel = "HOST:PORT",
      description = "Where clients and runners connect; default: 127.0.0.1:9701.")
  private String grpc;

  @Option(
      names = "-listen-http",
      paramLabel = "HOST:PORT",
      description = "Where health and metrics are answered; default: 127.0.0.1:9702; none: off.")
  private String http;

  @Option(
      names = "-listen-http-insecure",
      paramLabel = "HOST:PORT",
      description = "As -listen-http, but without TLS even where gRPC has it.")
  private String insecureHttp;

  @Option(
      names = "-tls",
      description = "Whether TLS is spoken; default: true. Without it all is readable on the way.")
  private boolean tls = true;

  @Option(
      names = "-tls-cert-file",
      paramLabel = "FILE",
      description = "The certificate (PEM); default: a self-signed one.")
  private Path certificate;

  @Option(names = "-tls-key-file", paramLabel = "FILE", description = "Its key (PEM, PKCS 8).")
  private Path key;

  @Option(
      names = "-advertise-addr",
      paramLabel = "HOST:PORT",
      description = "How on-demand runners reach this server; default: as -listen-grpc.")
  private String advertised;

  @Option(names = "-advertise-tls", description = "Whether they use TLS; default: as here.")
  private Boolean advertisedTls;

  @Option(
      names = "-advertise-tls-skip-verify",
      description = "Whether they accept any certificate there; default: false.")
  private Boolean advertisedTlsSkipVerify;

  @Option(
      names = "-runner-image",
      paramLabel = "IMAGE",
      description = "The image of on-demand runners whose profile names none.")
  private String runnerImage;

  @Option(
      names = "-bootstrap-again",
      description =
          "Let 'server bootstrap' give out a token once more, where every operator's is lost.")
  private boolean bootstrapAgain;

  @Option(names = "-accept-tos", hidden = true)
  private boolean acceptTerms;

  @Option(names = "-disable-ui", hidden = true)
  private boolean disableUi;

  @Option(names = "-url-enabled", hidden = true)
  private boolean urlService;

  @Mixin private EngineFlags engine;

  ServerRunCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    GatewayOptions options = options();
    CountDownLatch stopped = new CountDownLatch(1);
    try (GatewayServer server = start(options);
        Interrupts.Subscription _ = program().interrupts().onInterrupt(stopped::countDown)) {
      server.onExitRequested(stopped::countDown);
      if (bootstrapAgain) {
        server.bootstrapAgain();
      }
      announce(server, options);
      stopped.await();
      renderer().line(Style.INFO, "stopping; what runs on runners goes on");
    }
    renderer().line(Style.INFO, "stopped");
  }

  private GatewayOptions options() {
    Path directory = dataDirectory == null ? environment().directories().server() : dataDirectory;
    try {
      GatewayOptions defaults = GatewayOptions.in(directory.toAbsolutePath());
      GatewayOptions options =
          defaults
              .withTls(tlsOptions())
              .withAdvertised(Optional.ofNullable(advertised), Optional.ofNullable(advertisedTls))
              .withEngine(
                  engine.options(
                      defaults.engine(), environment().variable("WAYPOINT_TEMPORAL_API_KEY")));
      if (grpc != null) {
        options = options.withGrpc(ListenAddress.parse(grpc));
      }
      if (http != null) {
        options =
            options.withHttp(
                http.equals("none") ? Optional.empty() : Optional.of(ListenAddress.parse(http)));
      }
      if (insecureHttp != null && http != null) {
        throw new CliException("-listen-http and -listen-http-insecure: only one of them");
      }
      if (insecureHttp != null) {
        options = options.withInsecureHttp(ListenAddress.parse(insecureHttp));
      }
      if (advertisedTlsSkipVerify != null) {
        options = options.withAdvertiseTlsSkipVerify(advertisedTlsSkipVerify);
      }
      if (runnerImage != null) {
        options = options.withRunnerImage(runnerImage);
      }
      return database == null ? options : options.withDatabase(databaseOptions());
    } catch (IllegalArgumentException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  private TlsOptions tlsOptions() {
    return tls
        ? new TlsOptions(true, Optional.ofNullable(certificate), Optional.ofNullable(key))
        : TlsOptions.plaintext();
  }

  private DatabaseOptions databaseOptions() {
    return new DatabaseOptions(
        database,
        Optional.ofNullable(databaseUser)
            .or(() -> environment().variable("WAYPOINT_DB_USER"))
            .orElse("waypoint"),
        environment().variable("WAYPOINT_DB_PASSWORD").orElse(""));
  }

  private static GatewayServer start(GatewayOptions options) {
    try {
      return GatewayServer.start(options);
    } catch (RuntimeException e) {
      throw new CliException("the server does not start: " + StartFailure.message(e), e);
    }
  }

  private void announce(GatewayServer server, GatewayOptions options) {
    ServerContext self = self(server, options);
    GetServerInfoResponse info;
    try (ServerConnection connection =
        ServerConnection.open(program().connector(), new ServerChoice(self, "the server itself"))) {
      info = connection.info();
    }
    String protocol = options.tls().enabled() ? "TLS" : "plaintext";
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Version", info.getVersion()));
    fields.add(
        new Field(
            "gRPC address",
            options.grpc().host() + ":" + server.grpcPort() + " (" + protocol + ")"));
    server
        .httpPort()
        .ifPresent(
            port ->
                fields.add(
                    new Field(
                        "HTTP address",
                        (options.tls().enabled() && options.httpTls() ? "https://" : "http://")
                            + options.http().orElseThrow().host()
                            + ":"
                            + port)));
    fields.add(new Field("Data directory", options.dataDirectory().toString()));
    fields.add(new Field("Engine", server.engineDescription()));
    if (!info.getTemporalUi().isEmpty()) {
      fields.add(new Field("Temporal UI", info.getTemporalUi()));
    }
    renderer().line(Style.HEADER, "Server");
    renderer().fields(fields);
    if (!info.getBootstrapped()) {
      String trust =
          !options.tls().enabled()
              ? " -server-tls=false"
              : server.certificate().filter(ServerCertificate::selfSigned).isPresent()
                  ? " -server-tls-skip-verify"
                  : "";
      renderer()
          .line(
              Style.INFO,
              "Get the first token with: waypoint server bootstrap -server-addr=%s%s"
                  .formatted(self.address(), trust));
    }
    renderer().line(Style.SUCCESS, "the server is ready");
  }

  private static ServerContext self(GatewayServer server, GatewayOptions options) {
    String host = options.grpc().host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return ServerContext.of(name + ":" + server.grpcPort(), options.tls().enabled(), true)
        .withCertificate(
            server.certificate().filter(ServerCertificate::selfSigned).map(ServerCertificate::pem));
  }
}
