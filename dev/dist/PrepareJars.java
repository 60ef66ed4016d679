import static java.lang.classfile.ClassFile.JAVA_6_VERSION;
import static java.lang.classfile.ClassFile.JAVA_8_VERSION;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Changes jars so that a program starts quicker from them: {@code java PrepareJars.java FOLDER}.
 *
 * <p>Classes in the format of Java 5 or older are written in that of Java 8, with the tables that
 * its verifier reads; what they do stays the same. The JVM's recorded caches hold no older ones.
 *
 * <p>JGit's jars lose their signatures, which nobody checks here: the caches hold no signed
 * classes. All other jars, and the time of each file, stay as they are.
 *
 * <p>The libraries of the connections' TLS, for Linux, are laid into FOLDER/native as well, since
 * every start would otherwise unpack a copy to the temporary folder.
 */
final class PrepareJars {
  private static final Pattern UNSIGNED = Pattern.compile("org\\.eclipse\\.jgit[.-].*");
  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  private static final Pattern LIBRARY = Pattern.compile("META-INF/native/[^/]+\\.so");
  private static final int VERSION_OFFSET = 6;

  private PrepareJars() {}

  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      List<Path> jars;
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      }
      for (Path jar : jars) {
        if (needsChange(jar)) {
          change(jar);
        }
        if (jar.getFileName().toString().startsWith("grpc-netty-shaded-")) {
          unpackLibraries(jar);
        }
      }
    }
  }

  private static boolean needsChange(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      if (losesSignature(jar)) {
        return file.stream().anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches());
      }
      // A library is compiled for one release: its first class stands for the others.
      Optional<? extends ZipEntry> first =
          file.stream()
              .filter(entry -> isClass(entry) && !entry.getName().endsWith("module-info.class"))
              .findFirst();
      return first.isPresent() && isOld(content(file, first.get().getName()));
    }
  }

  private static void change(Path jar) throws IOException {
    boolean strip = losesSignature(jar);
    FileTime time = Files.getLastModifiedTime(jar);
    Path changed = jar.resolveSibling(jar.getFileName() + ".changed");
    try (ZipFile file = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(changed);
        ZipOutputStream to = new ZipOutputStream(out)) {
      ClassFile classes = classFile(file);
      for (ZipEntry entry : Collections.list(file.entries())) {
        if (strip && SIGNATURE.matcher(entry.getName()).matches()) {
          continue;
        }
        byte[] content = content(file, entry.getName());
        if (isClass(entry) && isOld(content)) {
          content = modern(classes, content);
        } else if (strip && entry.getName().equals("META-INF/MANIFEST.MF")) {
          content = withoutDigests(file, entry);
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        to.write(content);
        to.closeEntry();
      }
    }
    Files.delete(jar);
    Files.move(changed, jar);
    Files.setLastModifiedTime(jar, time);
  }

  private static void unpackLibraries(Path jar) throws IOException {
    Path folder = Files.createDirectories(jar.resolveSibling("native"));
    try (ZipFile file = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(file.entries())) {
        if (LIBRARY.matcher(entry.getName()).matches()) {
          String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          Files.write(folder.resolve(name), content(file, entry.getName()));
        }
      }
    }
  }

  private static boolean losesSignature(Path jar) {
    return UNSIGNED.matcher(jar.getFileName().toString()).matches();
  }

  private static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class");
  }

  private static boolean isOld(byte[] content) {
    return content.length > VERSION_OFFSET + 1
        && ((content[VERSION_OFFSET] & 0xff) << 8 | content[VERSION_OFFSET + 1] & 0xff)
            < JAVA_6_VERSION;
  }

  private static byte[] modern(ClassFile classes, byte[] content) {
    // Code is taken apart and put together again, since only then its tables are made.
    return classes.transformClass(
        classes.parse(content),
        ((ClassTransform) PrepareJars::inNewFormat)
            .andThen(ClassTransform.transformingMethodBodies(CodeBuilder::with)));
  }

  private static void inNewFormat(ClassBuilder builder, ClassElement element) {
    if (element instanceof ClassFileVersion) {
      builder.withVersion(JAVA_8_VERSION, 0);
    } else {
      builder.with(element);
    }
  }

  /** Makes verification tables, for which it must know the classes of this jar and the JDK's. */
  private static ClassFile classFile(ZipFile file) {
    ClassHierarchyResolver inJar =
        ClassHierarchyResolver.ofResourceParsing(
                description -> {
                  String name = description.descriptorString();
                  ZipEntry entry = file.getEntry(name.substring(1, name.length() - 1) + ".class");
                  try {
                    return entry == null ? null : file.getInputStream(entry);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .cached();
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ClassHierarchyResolverOption.of(
            inJar.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static byte[] content(ZipFile file, String name) throws IOException {
    try (InputStream content = file.getInputStream(file.getEntry(name))) {
      return content.readAllBytes();
    }
  }

  private static byte[] withoutDigests(ZipFile file, ZipEntry entry) throws IOException {
    try (InputStream content = file.getInputStream(entry)) {
      Manifest manifest = new Manifest(content);
      for (Attributes attributes : manifest.getEntries().values()) {
        attributes.keySet().removeIf(key -> key.toString().endsWith("-Digest"));
      }
      manifest.getEntries().values().removeIf(Attributes::isEmpty);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      manifest.write(out);
      return out.toByteArray();
    }
  }
}
