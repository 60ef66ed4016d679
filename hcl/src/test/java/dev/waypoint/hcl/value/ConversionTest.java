package dev.waypoint.hcl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversionTest {
  private static final Type STRINGS = Type.list(Type.STRING);

  @Test
  void convertsBetweenPrimitivesWhereTheTextFits() throws ConversionException {
    assertThat(Conversion.convert(Value.string("12"), Type.NUMBER)).isEqualTo(Value.number(12));
    assertThat(Conversion.convert(Value.TRUE, Type.STRING)).isEqualTo(Value.string("true"));
    assertThatThrownBy(() -> Conversion.convert(Value.TRUE, Type.NUMBER))
        .hasMessage("number required");
    assertThatThrownBy(() -> Conversion.convert(Value.string("TRUE"), Type.BOOL))
        .hasMessageContaining("use lowercase \"true\"");
  }

  @Test
  void keepsNullAndUnknownWithTheNewType() throws ConversionException {
    assertThat(Conversion.convert(Value.NULL, STRINGS)).isEqualTo(Value.nullOf(STRINGS));
    assertThat(Conversion.convert(Value.DYNAMIC, STRINGS)).isEqualTo(Value.unknown(STRINGS));
    assertThat(Conversion.convert(Value.unknown(Type.NUMBER), Type.STRING))
        .isEqualTo(Value.unknown(Type.STRING));
  }

  @Test
  void findsTheElementTypeOfACollectionOfAnything() throws ConversionException {
    Value mixed = Value.tuple(List.of(Value.number(1), Value.string("a"), Value.NULL));
    Value list = Conversion.convert(mixed, Type.list(Type.DYNAMIC));
    assertThat(list.type()).isEqualTo(STRINGS);
    assertThat(list.get(0)).isEqualTo(Value.string("1"));
    assertThat(list.get(2).isNull()).isTrue();
  }

  @Test
  void unifiesStructures() {
    Type number = Type.object(Map.of("a", Type.NUMBER));
    Type string = Type.object(Map.of("a", Type.STRING));
    assertThat(Conversion.unify(List.of(number, string))).isEqualTo(Optional.of(string));
    assertThat(Conversion.unify(List.of(number, Type.EMPTY_OBJECT)))
        .isEqualTo(Optional.of(Type.map(Type.NUMBER)));
    assertThat(Conversion.unify(List.of(Type.NUMBER, Type.BOOL))).isEmpty();
  }

  @Test
  void namesWhatDoesNotFitInside() {
    Type wanted = Type.object(Map.of("a", Type.STRING, "b", Type.NUMBER));
    assertThat(Conversion.mismatch(Type.object(Map.of("a", Type.STRING)), wanted))
        .isEqualTo("attribute \"b\" is required");
    assertThat(Conversion.mismatch(Type.tuple(List.of(Type.EMPTY_TUPLE)), STRINGS))
        .isEqualTo("element 0: string required");
  }

  @Test
  void ordersSetsAndMapsByCodePoint() {
    Value set =
        Value.set(
            Type.STRING,
            List.of(Value.string("\uD83D\uDE00"), Value.string("\uFF5E"), Value.string("a")));
    assertThat(set.elements())
        .containsExactly(Value.string("a"), Value.string("\uFF5E"), Value.string("\uD83D\uDE00"));
    assertThat(Value.string("e\u0301")).isEqualTo(Value.string("\u00E9"));
  }
}
