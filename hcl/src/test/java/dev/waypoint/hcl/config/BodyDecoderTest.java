package dev.waypoint.hcl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyDecoderTest {
  private static final DecodeSchema SCHEMA =
      DecodeSchema.builder()
          .required("image", Type.STRING)
          .optional("replicas", Type.NUMBER, BigDecimal.ONE)
          .optional("env", Type.map(Type.STRING))
          .block("probe", DecodeSchema.builder().optional("path", Type.STRING).build())
          .blocks("port", DecodeSchema.builder().required("number", Type.NUMBER).build(), "name")
          .build();

  private static Map<String, Object> decode(String text) {
    Diagnostics diagnostics = new Diagnostics();
    EvalContext context = EvalContext.of(Map.of("tag", Value.string("v1")), Map.of());
    Map<String, Object> decoded =
        BodyDecoder.decode(
            Parser.parseBody(SourceFile.of("b.hcl", text), diagnostics), SCHEMA, context);
    assertThat(diagnostics.list()).isEmpty();
    return decoded;
  }

  @Test
  void givesPlainJavaObjects() {
    assertThat(
            decode(
                """
                image = "web:${tag}"
                env = { A = 1 }
                probe {
                  path = "/"
                }
                port "http" {
                  number = 80
                }
                port "admin" {
                  number = "81"
                }
                """))
        .isEqualTo(
            Map.of(
                "image",
                "web:v1",
                "replicas",
                BigDecimal.ONE,
                "env",
                Map.of("A", "1"),
                "probe",
                Map.of("path", "/"),
                "port",
                List.of(
                    Map.of("name", "http", "number", new BigDecimal(80)),
                    Map.of("name", "admin", "number", new BigDecimal(81)))));
  }

  @Test
  void tellsEverythingThatDoesNotFitWithItsPlace() {
    assertThatThrownBy(() -> decode("replicas = \"many\"\nimge = 1\nprobe {}\nprobe {}\n"))
        .hasMessageContainingAll(
            "The argument \"image\" is required",
            "b.hcl:1,12-18",
            "a number is required",
            "Did you mean \"image\"?",
            "Only one block of type \"probe\"");
  }

  @Test
  void keepsSecretsOutOfMessages() {
    EvalContext context =
        EvalContext.of(Map.of("key", Value.string("hush-hush")), Map.of())
            .keepingSecret(List.of("hush-hush"));
    Diagnostics diagnostics = new Diagnostics();
    assertThatThrownBy(
            () ->
                BodyDecoder.decodeAttributes(
                    Parser.parseBody(
                        SourceFile.of("b.hcl", "a = {for x in [1, 2] : key => x}\nb = key + 1\n"),
                        diagnostics),
                    context))
        .hasMessageContaining("Duplicate object key")
        .hasMessageNotContaining("hush-hush");
  }
}
