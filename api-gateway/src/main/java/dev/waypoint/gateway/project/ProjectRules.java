package dev.waypoint.gateway.project;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.git.GitUrl;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.Project;
import java.util.Collection;
import java.util.regex.Pattern;

/** What projects must be like, how they change, and what of them is given out. */
final class ProjectRules {
  private static final int MAX_FILE = 512 * 1024;
  private static final Pattern MISLEADING = Pattern.compile("^/|/$|//|\\.\\.");

  private ProjectRules() {}

  static void check(Project project, Collection<String> fields) {
    String name = project.getName();
    if (name.isBlank() || MISLEADING.matcher(name).find() || name.length() > 255) {
      throw ApiException.invalid(
          "'%s' is no usable project name: up to 255 characters, without '..', and '/' only between"
              + " others",
          name);
    }
    if (project.getWaypointHcl().getContent().size() > MAX_FILE) {
      throw ApiException.invalid(
          "the waypoint.hcl of project '%s' is too long: up to %d bytes", name, MAX_FILE);
    }
    for (String field : fields) {
      if (Project.getDescriptor().findFieldByName(field) == null) {
        throw ApiException.invalid("a project has no field '%s'", field);
      }
    }
    DataSources.check(project.getDataSource());
  }

  /** Applications are added; the other named fields are replaced. */
  static Project merge(Project current, Project wanted, Collection<String> fields) {
    Project.Builder merged = current.toBuilder();
    for (String name : fields) {
      FieldDescriptor field = Project.getDescriptor().findFieldByName(name);
      if (field.getNumber() == Project.APPLICATIONS_FIELD_NUMBER) {
        wanted.getApplicationsList().stream()
            .filter(app -> !merged.getApplicationsList().contains(app))
            .forEach(merged::addApplications);
      } else if (field.getNumber() != Project.CREATED_FIELD_NUMBER
          && field.getNumber() != Project.DESTROYING_FIELD_NUMBER) {
        setField(merged, wanted, field);
      }
    }
    return merged.build();
  }

  private static void setField(Project.Builder merged, Project wanted, FieldDescriptor field) {
    if (field.getNumber() == Project.DATA_SOURCE_FIELD_NUMBER) {
      merged.setDataSource(
          DataSources.withStoredCredentials(wanted.getDataSource(), merged.getDataSource()));
    } else if (field.hasPresence() && !wanted.hasField(field)) {
      merged.clearField(field);
    } else {
      merged.setField(field, wanted.getField(field));
    }
  }

  /** Without credentials and without the values of variables. */
  static Project withoutSecrets(Project project) {
    Project.Builder shown = project.toBuilder().clearVariables();
    for (InputVariable variable : project.getVariablesList()) {
      shown.addVariables(variable.toBuilder().clearValue());
    }
    if (project.getDataSource().hasGit()) {
      DataSource.Git git =
          project.getDataSource().getGit().toBuilder()
              .setUrl(GitUrl.shown(project.getDataSource().getGit().getUrl()))
              .clearPassword()
              .clearPrivateKeyPem()
              .clearPrivateKeyPassword()
              .build();
      shown.setDataSource(DataSource.newBuilder().setGit(git));
    }
    return shown.build();
  }
}
