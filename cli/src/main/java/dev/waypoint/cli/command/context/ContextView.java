package dev.waypoint.cli.command.context;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.waypoint.cli.command.Words;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.terminal.Field;
import java.util.ArrayList;
import java.util.List;

/** Contexts for people and programs; a token itself is never shown. */
final class ContextView {
  private ContextView() {}

  static Struct document(ContextName name, ServerContext server, boolean isDefault) {
    Struct.Builder document =
        Struct.newBuilder()
            .putFields("name", text(name.value()))
            .putFields("default", flag(isDefault))
            .putFields("serverAddress", text(server.address()))
            .putFields("serverTls", flag(server.tls()))
            .putFields("serverTlsSkipVerify", flag(server.tlsSkipVerify()))
            .putFields("certificateTrusted", flag(server.certificate().isPresent()))
            .putFields("token", flag(server.token().isPresent()));
    server.platform().ifPresent(value -> document.putFields("platform", text(value)));
    server.workspace().ifPresent(value -> document.putFields("workspace", text(value)));
    return document.build();
  }

  static List<Field> fields(ContextName name, ServerContext server, boolean isDefault) {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                new Field("Name", name.value()),
                new Field("Default", Words.yesNo(isDefault)),
                new Field("Server Address", server.address()),
                new Field("TLS", Words.yesNo(server.tls())),
                new Field("Skip Verify", Words.yesNo(server.tlsSkipVerify())),
                new Field(
                    "Certificate",
                    server.certificate().isPresent() ? "trusted as stored" : "checked as usual"),
                new Field("Token", server.token().isPresent() ? "stored" : "none")));
    server.platform().ifPresent(value -> fields.add(new Field("Platform", value)));
    server.workspace().ifPresent(value -> fields.add(new Field("Workspace", value)));
    return fields;
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }

  private static Value flag(boolean value) {
    return Value.newBuilder().setBoolValue(value).build();
  }
}
