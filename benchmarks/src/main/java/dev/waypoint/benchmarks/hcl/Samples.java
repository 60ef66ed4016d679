package dev.waypoint.benchmarks.hcl;

/** Files of the language to measure with. */
final class Samples {
  private Samples() {}

  /** A whole waypoint.hcl of exactly this many lines, at least 60. */
  static String project(int lines) {
    StringBuilder file =
        new StringBuilder(
            """
            project = "shop"

            variable "tag" {
              type    = string
              default = "v1"
            }

            variable "regions" {
              type    = list(string)
              default = ["eu", "us", "ap"]
            }

            runner {
              profile = "docker-${var.tag}-${workspace.name}"
            }

            config {
              internal = {
                host = "db.${workspace.name}.example"
              }
            }

            app "web" {
              labels = {
                tier = "front"
              }
              config {
                env = {
                  URL     = "postgres://${config.internal.host}:5432"
                  REGIONS = join(",", [for region in var.regions : upper(region)])
            """);
    String end =
        """
            }
          }
          build {
            hook {
              when    = "before"
              command = ["./test.sh", var.tag]
            }
            use "docker" {
              dockerfile = "${path.app}/Dockerfile"
            }
            registry {
              use "docker" {
                image = "registry.example/web"
                tag   = "${var.tag}-${workspace.name}"
              }
            }
          }
          deploy {
            use "docker" {
              service_port = 3000
            }
          }
        }
        """;
    int values =
        lines - (int) file.chars().filter(c -> c == '\n').count() - (int) end.lines().count();
    for (int i = 0; i < values; i++) {
      file.append("      VALUE_%03d = \"%s\"\n".formatted(i, part(i)));
    }
    return file + end;
  }

  private static String part(int i) {
    return switch (i % 3) {
      case 0 -> "plain text " + i;
      case 1 -> "${var.tag}-" + i;
      default -> "${format(\"%04d\", " + i + ")}";
    };
  }

  /** A file of the native syntax of about this many bytes. */
  static String blocks(int bytes) {
    StringBuilder file = new StringBuilder(bytes + 400);
    for (int i = 0; file.length() < bytes; i++) {
      file.append(
          """
          item "number-%1$d" {
            # What it is.
            name    = "item %1$d of ${var.count}"
            numbers = [1, 2.5, %1$d, 4 + %1$d * 2]
            options = { enabled = true, size = %1$d }
            inner {
              text = upper("x${var.a.b[0]}y")
            }
          }
          """
              .formatted(i));
    }
    return file.toString();
  }
}
