# shellcheck shell=sh disable=SC2034
# Sourced by the other scripts.

# Where builds and running deployments are kept: it outlives a runner's working directory.
state=${WAYPOINT_HELLO_DIR:-${XDG_STATE_HOME:-$HOME/.local/state}/waypoint-hello}

fail() {
  echo "$*" >&2
  exit 1
}

find_java() {
  for home in "${WAYPOINT_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    if [ -n "$home" ] && [ -x "$home/bin/java" ]; then
      echo "$home/bin/java"
      return
    fi
  done
  command -v java || fail "no java found: set JAVA_HOME to a JDK, 18 or later"
}

# arguments_of PID: the command line of a process, empty if there is none
arguments_of() {
  if [ -d /proc/self ]; then
    [ ! -r "/proc/$1/cmdline" ] || tr '\0' ' ' < "/proc/$1/cmdline"
  else
    ps -o args= -p "$1" || true
  fi
}

# is_server PID DEPLOYMENT: whether the process is the web server of this deployment, and no other
# one that got the same number later
is_server() {
  [ -n "$1" ] || return 1
  case "$(arguments_of "$1" 2> /dev/null)" in
    *"-Dwaypoint.hello=$2 "*) return 0 ;;
    *) return 1 ;;
  esac
}
