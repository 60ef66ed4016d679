package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Base64, gzip and URL encoding. */
final class EncodingFunctions {
  private EncodingFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put("base64encode", text(s -> encode(s.getBytes(StandardCharsets.UTF_8))));
    functions.put("base64decode", text(EncodingFunctions::decode));
    functions.put("base64gzip", text(EncodingFunctions::gzip));
    functions.put(
        "urlencode",
        text(
            s ->
                URLEncoder.encode(s, StandardCharsets.UTF_8)
                    .replace("*", "%2A")
                    .replace("%7E", "~")));
  }

  private static Function text(UnaryOperator<String> operator) {
    return Function.builder()
        .parameter("str", Type.STRING)
        .returns(Type.STRING)
        .body(arguments -> Value.string(operator.apply(arguments.getFirst().asString())));
  }

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException e) {
      throw new FunctionException("failed to decode base64 data '%s'".formatted(text));
    } catch (CharacterCodingException e) {
      throw new FunctionException("the result of decoding the provided string is not valid UTF-8");
    }
  }

  private static String gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encode(bytes.toByteArray());
  }
}
