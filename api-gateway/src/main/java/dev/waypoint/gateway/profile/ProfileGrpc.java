package dev.waypoint.gateway.profile;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.protocol.v1.DeleteProfileRequest;
import dev.waypoint.protocol.v1.DeleteProfileResponse;
import dev.waypoint.protocol.v1.GetProfileRequest;
import dev.waypoint.protocol.v1.GetProfileResponse;
import dev.waypoint.protocol.v1.ListProfilesRequest;
import dev.waypoint.protocol.v1.ListProfilesResponse;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.ProfileServiceGrpc.ProfileServiceImplBase;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.SetProfileResponse;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;

/** Profiles for operators. */
@Singleton
public final class ProfileGrpc extends ProfileServiceImplBase {
  private final Profiles profiles;
  private final ProfileRules rules;

  ProfileGrpc(Profiles profiles, ProfileRules rules) {
    this.profiles = profiles;
    this.rules = rules;
  }

  @Override
  public void setProfile(SetProfileRequest request, StreamObserver<SetProfileResponse> observer) {
    rules.check(request.getProfile());
    boolean created = profiles.find(request.getProfile().getName()).isEmpty();
    Profile stored = profiles.put(request.getProfile());
    SetProfileResponse response =
        SetProfileResponse.newBuilder()
            .setProfile(stored)
            .setCreated(created)
            .addAllWarnings(rules.warnings(stored))
            .build();
    Replies.send(observer, response);
  }

  @Override
  public void getProfile(GetProfileRequest request, StreamObserver<GetProfileResponse> observer) {
    Profile profile =
        request.getName().isBlank()
            ? profiles
                .defaultProfile()
                .orElseThrow(
                    () ->
                        ApiException.notFound(
                            "no profile is the default one: 'waypoint runner profile set "
                                + "-default' makes one"))
            : profiles.require(request.getName());
    Replies.send(observer, GetProfileResponse.newBuilder().setProfile(profile).build());
  }

  @Override
  public void listProfiles(
      ListProfilesRequest request, StreamObserver<ListProfilesResponse> observer) {
    Replies.send(
        observer, ListProfilesResponse.newBuilder().addAllProfiles(profiles.list()).build());
  }

  @Override
  public void deleteProfile(
      DeleteProfileRequest request, StreamObserver<DeleteProfileResponse> observer) {
    profiles.delete(request.getName());
    Replies.send(observer, DeleteProfileResponse.getDefaultInstance());
  }
}
