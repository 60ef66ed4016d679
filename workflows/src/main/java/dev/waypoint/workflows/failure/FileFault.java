package dev.waypoint.workflows.failure;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What went wrong with a file, in words: many exceptions of Java's only name the file. */
public final class FileFault {
  private FileFault() {}

  /**
   * The reason, as in {@code permission denied}; with the file before it when that is another one
   * than the subject, such as a folder above it.
   *
   * @param subject the file that the sentence names already
   */
  public static String reason(IOException fault, Path subject) {
    return fault instanceof FileSystemException known
            && (known.getFile() == null || known.getFile().equals(subject.toString()))
        ? words(fault)
        : reason(fault);
  }

  /** The reason, with the file before it where it is known. */
  public static String reason(IOException fault) {
    return fault instanceof FileSystemException known && known.getFile() != null
        ? "%s: %s".formatted(known.getFile(), words(fault))
        : words(fault);
  }

  private static String words(IOException fault) {
    return switch (fault) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is there already";
      case NotDirectoryException _ -> "it is not a folder";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case CharacterCodingException _ -> "it is not text in UTF-8";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    };
  }
}
