#!/usr/bin/env bash
# Follows the documentation of runner targeting and on-demand runners step by step, with a real Temporal server and real
# containers; prints each command and what came of it; ends at the first surprise.
#
#   examples/runner-targeting/run.sh
#
# Environment: WAYPOINT (the program; default: that of this checkout), WAYPOINT_IMAGE (the image of on-demand runners;
# default: waypoint/waypoint:dev), WAYPOINT_TEST_TEMPORAL (the temporal program; default: on the PATH)
set -euo pipefail

if [ $# -gt 0 ]; then
  sed -n '1d;/^#/!q;s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi

here=$(cd "$(dirname "$0")" && pwd -P)
program=${WAYPOINT:-$here/../../waypoint}
image=${WAYPOINT_IMAGE:-waypoint/waypoint:dev}
work=$(mktemp -d "${TMPDIR:-/tmp}/runner-targeting.XXXXXX")
marker=targeting-$$
output=$work/output
step=0
declare -A processes=()

# --- saying and checking ----------------------------------------------------------------------------------------

title() {
  step=$((step + 1))
  printf '\n== %d. %s\n' "$step" "$*"
}

surprise() {
  printf '\nSURPRISE: %s\n' "$*" >&2
  for log in "$work"/*.log; do
    [ -e "$log" ] || continue
    printf -- '--- the end of %s\n' "${log##*/}" >&2
    tail -n 15 "$log" >&2
  done
  exit 1
}

# As typed by a user: the program's path and the folders of this run would only distract.
show() {
  local word line='$'
  for word in "$@"; do
    case $word in
      waypoint) line="$line waypoint" ;;
      *' '*) line="$line '$word'" ;;
      *) line="$line $word" ;;
    esac
  done
  printf '%s\n' "${line//$work/\$WORK}"
}

# attempt COMMAND...: shows it and its output; sets code.
attempt() {
  show "$@"
  code=0
  "$@" > "$output" 2>&1 < /dev/null || code=$?
  sed 's/^/    /' "$output"
}

# succeeds COMMAND...
succeeds() {
  attempt "$@"
  [ "$code" = 0 ] || surprise "exit code $code"
}

# fails COMMAND...: it must, and must say why.
fails() {
  attempt "$@"
  [ "$code" != 0 ] || surprise "it should have been refused"
  printf '    (exit code %d, as it should be)\n' "$code"
  ! grep -qE 'Exception|^[[:space:]]+at ' "$output" || surprise 'a stack trace is shown'
}

# says PATTERN: the last output does.
says() { grep -qiE -- "$1" "$output" || surprise "nothing in the output fits: $1"; }

says_not() { ! grep -qiE -- "$1" "$output" || surprise "this should not be in the output: $1"; }

# eventually SECONDS COMMAND...: until it succeeds, without showing the tries.
eventually() {
  local end=$((SECONDS + $1))
  shift
  until "$@" > "$output" 2>&1 < /dev/null; do
    [ "$SECONDS" -lt "$end" ] || {
      show "$@"
      sed 's/^/    /' "$output"
      surprise 'it did not come true'
    }
    sleep 0.25
  done
}

# --- processes --------------------------------------------------------------------------------------------------

waypoint() { "$program" "$@"; }

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<> "/dev/tcp/$1/$port") 2> /dev/null || break
  done
  echo "$port"
}

# begin NAME COMMAND...: in the background, with a log of that name.
begin() {
  local name=$1
  shift
  show "$@" '&'
  "$program" "${@:2}" > "$work/$name.log" 2>&1 < /dev/null &
  processes[$name]=$!
  disown "${processes[$name]}"
}

# end NAME [SIGNAL]
end() {
  local id=${processes[$1]:-}
  [ -n "$id" ] || return 0
  unset "processes[$1]"
  kill -s "${2:-TERM}" "$id" 2> /dev/null || true
  local tries=100
  while kill -0 "$id" 2> /dev/null && [ "$tries" -gt 0 ]; do
    tries=$((tries - 1))
    sleep 0.2
  done
  kill -s KILL "$id" 2> /dev/null || true
}

# runner ID LABEL...: a static runner with nothing but the server's cookie, in a home of its own.
runner() {
  local id=$1 labels=() label
  shift
  for label in "$@"; do labels+=("-label=$label"); done
  mkdir -p "$work/home-$id"
  HOME=$work/home-$id XDG_CONFIG_HOME=$work/home-$id WAYPOINT_SERVER_ADDR=$address WAYPOINT_SERVER_TLS_SKIP_VERIFY=true \
    begin "runner-$id" waypoint runner agent "-id=$id" "${labels[@]}" "-cookie=$cookie" "-state-dir=$work/state-$id"
}

# listed ID STATE: as online.
listed() { waypoint runner list | awk -F'\t' -v id="$1" -v state="$2" '$1 == id && $2 == state && $5 == "yes" { found = 1 } END { exit !found }'; }

adopted() {
  eventually 60 listed "$1" pending
  succeeds waypoint runner adopt "$1"
  eventually 60 listed "$1" adopted
}

# unavailable COUNT: so many kinds of polling say that they miss a runner.
unavailable() { [ "$(waypoint project inspect targeting | grep -c 'no runner is registered')" = "$1" ]; }

containers() { docker ps -aq --filter "network=$marker-dev" --filter "network=$marker-prod"; }

no_container() { [ -z "$(containers)" ]; }

clean_up() {
  local result=$? name
  trap - EXIT
  set +e
  for name in "${!processes[@]}"; do [ "$name" = server ] || end "$name"; done
  end server
  containers | xargs -r docker rm -f > /dev/null 2>&1
  docker network rm "$marker-dev" "$marker-prod" > /dev/null 2>&1
  rm -rf "$work"
  if [ "$result" = 0 ]; then printf '\nAll %d steps went as documented.\n' "$step"; else printf '\nFailed in step %d.\n' "$step"; fi
  exit "$result"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- what has to be there ---------------------------------------------------------------------------------------

[ -x "$program" ] || surprise "there is no program $program"
[ -z "${WAYPOINT_TEST_TEMPORAL:-}" ] || PATH=$(dirname "$WAYPOINT_TEST_TEMPORAL"):$PATH
command -v temporal > /dev/null || surprise 'there is no temporal on the PATH: dev/platforms/temporal up'
docker image inspect "$image" > /dev/null 2>&1 || surprise "there is no image $image: docker/build-image"
bridge=$(docker network inspect bridge -f '{{(index .IPAM.Config 0).Gateway}}')
[ -n "$bridge" ] || bridge=172.17.0.1
# A user who has never used the program.
while read -r name; do unset "$name"; done < <(env | sed -n 's/^\(WAYPOINT_[A-Z_]*\|WP_[A-Z_]*\)=.*/\1/p' | grep -v '^WAYPOINT_JAVA')
export HOME=$work/home XDG_CONFIG_HOME=$work/home/config XDG_DATA_HOME=$work/home/data XDG_STATE_HOME=$work/home/state
mkdir -p "$HOME" "$work/project"
cp "$here/waypoint.hcl" "$work/project/"
cd "$work/project"
address=$bridge:$(free_port "$bridge")

title 'A server, and the first token'
begin server waypoint server run "-data-dir=$work/server" "-listen-grpc=$address" "-advertise-addr=$address" \
  "-listen-http=127.0.0.1:$(free_port 127.0.0.1)" "-runner-image=$image"
eventually 90 grep -q 'server is ready' "$work/server.log"
succeeds waypoint server bootstrap "-server-addr=$address" -server-tls-skip-verify
cookie=$(waypoint server cookie)

title 'No runners: the command line is the runner'
succeeds waypoint init
succeeds waypoint build -var=org=hashicorp
says 'built for default'
succeeds waypoint build -local -var=org=hashicorp
says 'built for default'
succeeds waypoint runner list
fails waypoint build -w=dev -var=org=hashicorp -local=false
says 'docker-hashicorp-dev'

title 'A static runner, installed by hand with an id and labels'
runner test org=hashicorp env=dev
eventually 60 listed test pending
succeeds waypoint runner list
says 'test.*env=dev'
says 'org=hashicorp'

title 'It gets nothing before it is adopted'
succeeds waypoint runner inspect test
says 'pending'
succeeds waypoint runner adopt test
eventually 60 listed test adopted
succeeds waypoint runner list
says_not 'pending'

title 'A profile that targets any static runner with matching labels'
docker network create "$marker-dev" > /dev/null
printf 'network = "%s"\n' "$marker-dev" > "$work/dev.hcl"
succeeds waypoint runner profile set -name=docker-hashicorp-dev -plugin-type=docker "-plugin-config=$work/dev.hcl" \
  -env-var=CLUSTER=dev -target-runner-label=org=hashicorp -target-runner-label=env=dev
succeeds waypoint runner profile list
says 'docker-hashicorp-dev'
succeeds waypoint runner profile inspect docker-hashicorp-dev
says 'env=dev'

title 'The operation chooses the profile by workspace and variable'
succeeds waypoint build -w=dev -var=org=hashicorp -local=false
says 'built for dev in cluster dev'
subnet=$(docker network inspect "$marker-dev" -f '{{(index .IPAM.Config 0).Subnet}}')
says "at ${subnet%.*.*}\\."
succeeds waypoint deploy -w=dev -var=org=hashicorp -local=false -release=false
says 'deployed for dev in cluster dev'
succeeds waypoint task list
says 'stopped'
eventually 30 no_container
fails waypoint build -w=test -var=org=hashicorp -local=false
says 'docker-hashicorp-test'
fails waypoint build -w=dev -var=org=acme -local=false
says 'docker-acme-dev'

title 'A second environment in a second cluster, chosen by -workspace alone'
docker network create "$marker-prod" > /dev/null
printf 'network = "%s"\n' "$marker-prod" > "$work/prod.hcl"
runner production org=hashicorp env=prod
adopted production
succeeds waypoint runner profile set -name=docker-hashicorp-prod -plugin-type=docker "-plugin-config=$work/prod.hcl" \
  -env-var=CLUSTER=prod -target-runner-label=org=hashicorp -target-runner-label=env=prod
succeeds waypoint build -workspace=prod -var=org=hashicorp -local=false
says 'built for prod in cluster prod'
subnet=$(docker network inspect "$marker-prod" -f '{{(index .IPAM.Config 0).Subnet}}')
says "at ${subnet%.*.*}\\."
succeeds waypoint build -workspace=dev -var=org=hashicorp -local=false
says 'built for dev in cluster dev'

title 'A profile that targets one runner by its id'
succeeds waypoint runner profile set -name=docker-hashicorp-prod -target-runner-id=production
succeeds waypoint build -workspace=prod -var=org=hashicorp -local=false
says 'built for prod in cluster prod'

title 'Two runners with the same labels: one dies, work goes on'
runner spare org=hashicorp env=dev
adopted spare
end runner-test KILL
succeeds waypoint build -w=dev -var=org=hashicorp -local=false
says 'built for dev in cluster dev'

title 'A rejected runner gets no more jobs'
succeeds waypoint runner reject production
succeeds waypoint runner list
says 'production.*rejected'
fails waypoint build -workspace=prod -var=org=hashicorp -local=false
says 'production'
says 'rejected'
# The program has ended, and says so.
eventually 30 grep -q 'was rejected' "$work/runner-production.log"
sed 's/^/    /' "$output"
succeeds waypoint runner adopt production
end runner-production
runner production org=hashicorp env=prod
eventually 60 listed production adopted
succeeds waypoint build -workspace=prod -var=org=hashicorp -local=false
says 'built for prod in cluster prod'

title 'A forgotten runner is gone'
end runner-production
succeeds waypoint runner forget production
succeeds waypoint runner list
says_not 'production'
fails waypoint runner inspect production
fails waypoint build -workspace=prod -var=org=hashicorp -local=false

title 'Without runners everything runs here again'
end runner-spare
succeeds waypoint runner forget spare
succeeds waypoint runner forget test
succeeds waypoint runner list
succeeds waypoint build -w=dev -var=org=hashicorp
says 'built for dev in cluster +at'
fails waypoint build -w=dev -var=org=hashicorp -local=false

succeeds waypoint build -var=org=hashicorp
succeeds waypoint deploy -var=org=hashicorp -release=false

title 'What the server would queue itself is not available without runners, and it says so'
git init -q "$work/repository"
cp waypoint.hcl "$work/repository/"
git -C "$work/repository" add waypoint.hcl
git -C "$work/repository" -c user.name=ann -c user.email=ann@example.org commit -q -m first
succeeds waypoint project apply -data-source=git "-git-url=file://$work/repository" -poll -app-status-poll \
  -app-status-poll-interval=5s targeting
eventually 30 unavailable 2
succeeds waypoint project inspect targeting
says 'git polling'
says 'status polling'
succeeds waypoint project apply -data-source=local targeting
succeeds waypoint status -w=dev

title 'Nothing is left'
eventually 30 no_container
succeeds waypoint job list
says_not $'\t(running|waiting|queued)\t'
