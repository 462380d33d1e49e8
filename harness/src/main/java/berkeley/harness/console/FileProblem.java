package berkeley.harness.console;

import berkeley.transport.log.LogText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a file, in words for whoever named it. */
public final class FileProblem {

  private FileProblem() {}

  /** Returns why a file cannot be read or written, without its name. */
  public static String reason(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (problem instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (problem instanceof FileAlreadyExistsException) {
      return "it is there already";
    }
    if (problem instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (problem instanceof FileSystemException told && told.getReason() != null) {
      return uncapitalised(told.getReason());
    }
    String message = problem.getMessage();
    return message == null ? LogText.of(problem) : uncapitalised(LogText.cut(message));
  }

  /** Returns the file and what is wrong with it. */
  public static String line(FileSystemException problem) {
    return "%s: %s".formatted(problem.getFile(), reason(problem));
  }

  /** The system says "No space left on device" where a sentence goes on. */
  private static String uncapitalised(String text) {
    boolean oneWord = text.length() > 1 && Character.isUpperCase(text.charAt(1));
    return text.isEmpty() || oneWord
        ? text
        : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
