package dev.waypoint.gateway.boot;

import static java.util.Objects.requireNonNull;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.engine.EngineOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a server is to be started.
 *
 * @param dataDirectory keys, certificates and embedded database; made when missing
 * @param grpc where clients and runners connect
 * @param http where health and metrics are answered; empty: nowhere (embedded in a CLI)
 * @param database empty: the embedded one of the data directory
 * @param engine where workflows run
 * @param advertiseAddress how on-demand runners reach this server; empty: the gRPC address
 * @param advertiseTls whether they use TLS; empty: as this server does
 * @param runnerImage the image of on-demand runners whose profile names none
 * @param advertiseTlsSkipVerify whether on-demand runners accept any certificate
 * @param httpTls whether HTTP has TLS where gRPC has it
 */
public record GatewayOptions(
    Path dataDirectory,
    ListenAddress grpc,
    Optional<ListenAddress> http,
    TlsOptions tls,
    Optional<DatabaseOptions> database,
    EngineOptions engine,
    Optional<String> advertiseAddress,
    Optional<Boolean> advertiseTls,
    String runnerImage,
    boolean advertiseTlsSkipVerify,
    boolean httpTls) {
  public static final int DEFAULT_GRPC_PORT = 9701;
  public static final int DEFAULT_HTTP_PORT = 9702;

  /** What {@code docker/build-image} makes. */
  public static final String DEFAULT_RUNNER_IMAGE = "waypoint/waypoint:dev";

  public GatewayOptions {
    requireNonNull(dataDirectory, "dataDirectory is null");
    requireNonNull(grpc, "grpc is null");
    requireNonNull(http, "http is null");
    requireNonNull(tls, "tls is null");
    requireNonNull(database, "database is null");
    requireNonNull(engine, "engine is null");
    requireNonNull(advertiseAddress, "advertiseAddress is null");
    requireNonNull(advertiseTls, "advertiseTls is null");
    requireNonNull(runnerImage, "runnerImage is null");
  }

  /** The defaults of {@code waypoint server run}: loopback, TLS, embedded database and engine. */
  public static GatewayOptions in(Path dataDirectory) {
    return new GatewayOptions(
        dataDirectory,
        new ListenAddress("127.0.0.1", DEFAULT_GRPC_PORT),
        Optional.of(new ListenAddress("127.0.0.1", DEFAULT_HTTP_PORT)),
        TlsOptions.selfSigned(),
        Optional.empty(),
        EngineOptions.embeddedIn(dataDirectory.resolve("engine")),
        Optional.empty(),
        Optional.empty(),
        DEFAULT_RUNNER_IMAGE,
        false,
        true);
  }

  /** For a server inside another program: loopback, any port, no HTTP, plaintext, in memory. */
  public static GatewayOptions embedded(Path dataDirectory) {
    GatewayOptions defaults = in(dataDirectory);
    return defaults
        .withGrpc(new ListenAddress("127.0.0.1", 0))
        .withHttp(Optional.empty())
        .withTls(TlsOptions.plaintext())
        .withEngine(defaults.engine().withEmbedded(Engine.Kind.IN_PROCESS));
  }

  public GatewayOptions withGrpc(ListenAddress address) {
    return with(draft -> draft.grpc = address);
  }

  public GatewayOptions withHttp(Optional<ListenAddress> address) {
    return with(draft -> draft.http = address);
  }

  public GatewayOptions withTls(TlsOptions options) {
    return with(draft -> draft.tls = options);
  }

  public GatewayOptions withDatabase(DatabaseOptions options) {
    return with(draft -> draft.database = Optional.of(options));
  }

  public GatewayOptions withEngine(EngineOptions options) {
    return with(draft -> draft.engine = options);
  }

  public GatewayOptions withAdvertised(Optional<String> address, Optional<Boolean> withTls) {
    return with(
        draft -> {
          draft.advertiseAddress = address;
          draft.advertiseTls = withTls;
        });
  }

  public GatewayOptions withRunnerImage(String image) {
    return with(draft -> draft.runnerImage = image);
  }

  public GatewayOptions withAdvertiseTlsSkipVerify(boolean skip) {
    return with(draft -> draft.advertiseTlsSkipVerify = skip);
  }

  /** HTTP in the clear, also where gRPC has TLS. */
  public GatewayOptions withInsecureHttp(ListenAddress address) {
    return with(
        draft -> {
          draft.http = Optional.of(address);
          draft.httpTls = false;
        });
  }

  private GatewayOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The one place that lists all components for a copy. */
  private static final class Draft {
    private final Path dataDirectory;
    private ListenAddress grpc;
    private Optional<ListenAddress> http;
    private TlsOptions tls;
    private Optional<DatabaseOptions> database;
    private EngineOptions engine;
    private Optional<String> advertiseAddress;
    private Optional<Boolean> advertiseTls;
    private String runnerImage;
    private boolean advertiseTlsSkipVerify;
    private boolean httpTls;

    Draft(GatewayOptions options) {
      dataDirectory = options.dataDirectory;
      grpc = options.grpc;
      http = options.http;
      tls = options.tls;
      database = options.database;
      engine = options.engine;
      advertiseAddress = options.advertiseAddress;
      advertiseTls = options.advertiseTls;
      runnerImage = options.runnerImage;
      advertiseTlsSkipVerify = options.advertiseTlsSkipVerify;
      httpTls = options.httpTls;
    }

    GatewayOptions options() {
      return new GatewayOptions(
          dataDirectory,
          grpc,
          http,
          tls,
          database,
          engine,
          advertiseAddress,
          advertiseTls,
          runnerImage,
          advertiseTlsSkipVerify,
          httpTls);
    }
  }
}
