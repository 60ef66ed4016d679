package dev.waypoint.hcl.config;

import dev.waypoint.hcl.syntax.BodySchema;

/** What may stand where in the file. */
final class Schemas {
  static final BodySchema ROOT =
      BodySchema.builder()
          .required("project")
          .optional("labels")
          .block("runner")
          .block("variable", "name")
          .block("plugin", "name")
          .block("config")
          .block("pipeline", "name")
          .block("app", "name")
          .build();

  static final BodySchema RUNNER =
      BodySchema.builder()
          .optional("profile", "enabled")
          .block("data_source", "type")
          .block("poll")
          .build();

  static final BodySchema GIT =
      BodySchema.builder()
          .required("url")
          .optional(
              "path",
              "ref",
              "username",
              "password",
              "key",
              "key_password",
              "recurse_submodules",
              "ignore_changes_outside_path")
          .build();

  static final BodySchema POLL = BodySchema.builder().optional("enabled", "interval").build();

  static final BodySchema VARIABLE =
      BodySchema.builder().optional("type", "default", "description", "env", "sensitive").build();

  static final BodySchema PLUGIN = BodySchema.builder().optional("checksum").block("type").build();

  static final BodySchema PLUGIN_TYPE =
      BodySchema.builder()
          .optional(
              "mapper", "build", "registry", "deploy", "release", "builder", "platform", "releaser")
          .build();

  static final BodySchema CONFIG =
      BodySchema.builder()
          .optional("env", "file", "internal", "file_change_signal")
          .block("runner")
          .block("workspace", "name")
          .block("label", "selector")
          .build();

  static final BodySchema CONFIG_RUNNER =
      BodySchema.builder()
          .optional("env", "file", "internal")
          .block("workspace", "name")
          .block("label", "selector")
          .build();

  static final BodySchema PIPELINE =
      BodySchema.builder().optional("labels").block("step", "name").build();

  static final BodySchema STEP =
      BodySchema.builder()
          .optional("depends_on", "image_url", "workspace")
          .block("use", "type")
          .block("pipeline", "name")
          .build();

  static final BodySchema NESTED_PIPELINE =
      BodySchema.builder().optional("labels").block("step", "name").build();

  static final BodySchema APP =
      BodySchema.builder()
          .optional("path", "labels")
          .block("runner")
          .block("config")
          .block("url")
          .block("build")
          .block("deploy")
          .block("release")
          .build();

  static final BodySchema URL = BodySchema.builder().optional("auto_hostname").build();

  static final BodySchema BUILD = stage().block("registry").build();

  static final BodySchema STAGE = stage().build();

  static final BodySchema HOOK =
      BodySchema.builder().required("when").required("command").optional("on_failure").build();

  private Schemas() {}

  private static BodySchema.Builder stage() {
    return BodySchema.builder()
        .optional("labels")
        .block("hook")
        .block("use", "type")
        .block("workspace", "name")
        .block("label", "selector");
  }
}
