# shellcheck shell=bash
# What the platform scripts share. A script sources this file, defines the functions
# do_install, do_up, do_down, do_status and do_env, and ends with: platform_main NAME "$@"
#
# Environment of all scripts:
#   WAYPOINT_PLATFORMS_DIR   state, logs and process ids (default: .platforms in the project)
#   WAYPOINT_TOOLS_DIR       downloaded programs, worth keeping (default: waypoint-dev in the user's cache folder)
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
platforms=${WAYPOINT_PLATFORMS_DIR:-$project/.platforms}
tools=${WAYPOINT_TOOLS_DIR:-${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/waypoint-dev}

say() { printf '%s: %s\n' "$platform" "$*" >&2; }

die() {
  say "$@"
  exit 1
}

usage() { sed -n '1d;/^#/!q;s/^# \{0,1\}//p' "$0"; }

# work_for NAME: makes the folders of a script; sets run, and makes all of them absolute.
work_for() {
  platform=$1
  mkdir -p "$platforms/$platform" "$tools"
  platforms=$(cd "$platforms" && pwd -P)
  tools=$(cd "$tools" && pwd -P)
  run=$platforms/$platform
}

leave_work() {
  rm -rf "$run"
  rmdir "$platforms" 2> /dev/null || true
}

# Runs one command of a platform script; two at once of the same platform wait for each other.
platform_main() {
  platform=$1
  shift
  case "${1:-}" in
    -h | --help | help)
      usage
      return
      ;;
    install | up | down | status | env) ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
  work_for "$platform"
  case $1 in
    install | up)
      exec 9> "$platforms/$platform.lock"
      flock 9
      "do_$1"
      ;;
    down)
      exec 9> "$platforms/$platform.lock"
      flock 9
      do_down
      rm -f "$platforms/$platform.lock"
      leave_work
      ;;
    *)
      local result=0
      "do_$1" || result=$?
      rmdir "$run" "$platforms" 2> /dev/null || true
      return "$result"
      ;;
  esac
}

# export_line NAME VALUE: a line for the caller's shell to evaluate.
export_line() { printf 'export %s=%q\n' "$1" "$2"; }

# --- waiting, ports ---------------------------------------------------------------------------

# wait_until SECONDS COMMAND...: until it succeeds, five times a second.
wait_until() {
  local tries=$(($1 * 5))
  shift
  while ! "$@" > /dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.2
  done
}

port_taken() { (exec 3<> "/dev/tcp/$1/$2") 2> /dev/null; }

# pick_port WANTED DEFAULT [TAKEN-TEST-ADDRESS]: WANTED if given (it has to be free), else the first free one from DEFAULT on.
pick_port() {
  local address=${3:-127.0.0.1} port
  if [ -n "$1" ]; then
    ! port_taken "$address" "$1" || die "port $1 is taken by another program"
    echo "$1"
    return
  fi
  for ((port = $2; port < $2 + 100; port++)); do
    port_taken "$address" "$port" || {
      echo "$port"
      return
    }
  done
  die "no free port from $2 to $((port - 1))"
}

# --- processes --------------------------------------------------------------------------------

# When the process began, in ticks: with the id it names a process for good, as ids come round again.
# Nothing for one that has ended and only waits for its parent to notice.
process_birth() { sed -n '/) Z/!s/.*) //p' "/proc/$1/stat" 2> /dev/null | cut -d' ' -f20; }

# process_id NAME: prints the id of the process started under that name, if it still runs.
process_id() {
  local id birth
  [ -s "$run/$1.pid" ] || return 1
  read -r id birth < "$run/$1.pid"
  [ -n "$birth" ] && [ "$(process_birth "$id")" = "$birth" ] || return 1
  echo "$id"
}

# process_start NAME COMMAND...: in the background, in a session of its own, output into NAME.log. Programs in Go collect their
# garbage less often than they would by themselves: machines for tests have more memory than processors.
process_start() {
  local name=$1
  shift
  GOGC=${GOGC:-400} setsid "$@" > "$run/$name.log" 2>&1 < /dev/null 9>&- &
  local id=$!
  disown "$id"
  echo "$id $(process_birth "$id")" > "$run/$name.pid"
}

# process_stop NAME [SIGNAL [SECONDS]]: asks it to end, and after SECONDS (20) ends it.
process_stop() {
  local id
  id=$(process_id "$1") || return 0
  kill -s "${2:-TERM}" "$id" 2> /dev/null || true
  if ! wait_until "${3:-20}" process_gone "$1"; then
    kill -s KILL "$id" 2> /dev/null || true
    wait_until 5 process_gone "$1"
  fi
}

process_gone() { ! process_id "$1" > /dev/null; }

# process_ready NAME SECONDS COMMAND...: waits until COMMAND succeeds; if the process ends first or
# the time is over, shows the end of its log.
process_ready() {
  local name=$1 tries=$(($2 * 5))
  shift 2
  while ! "$@" > /dev/null 2>&1; do
    tries=$((tries - 1))
    if process_gone "$name" || [ "$tries" -le 0 ]; then
      tail -n 20 "$run/$name.log" >&2
      die "$name did not start; its log: $run/$name.log"
    fi
    sleep 0.2
  done
}

# --- programs ---------------------------------------------------------------------------------

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# One at a time for all platforms: apt itself refuses rather than waits.
apt() {
  local log=$run/install.log
  (
    exec 8> "$tools/apt.lock"
    flock 8
    "$@" >> "$log" 2>&1
  ) || {
    tail -n 20 "$log" >&2
    die "could not install (as root, or with sudo): $*; log: $log"
  }
}

apt_lists() {
  [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -mmin -720 -print -quit 2> /dev/null)" ] ||
    apt as_root apt-get update -q
}

# apt_install PACKAGE...: from the distribution, without starting the services that they bring.
apt_install() {
  say "installing $*"
  apt_lists
  apt install_held "$@"
}

install_held() {
  local hold=/usr/sbin/policy-rc.d made='' result=0
  if [ ! -e "$hold" ]; then
    made=1
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$hold" > /dev/null
    as_root chmod +x "$hold"
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o Dpkg::Options::=--force-confold "$@" || result=$?
  [ -z "$made" ] || as_root rm -f "$hold"
  return "$result"
}

# apt_unpack PACKAGE FOLDER: the package's files only, into a folder of ours; nothing is installed.
apt_unpack() {
  say "unpacking $1"
  apt_lists
  local work
  work=$(mktemp -d "$tools/unpack.XXXXXX")
  chmod 755 "$work"
  (cd "$work" && APT_CONFIG=/dev/null apt apt-get -o APT::Sandbox::User=root download "$1")
  dpkg-deb -x "$work/$1"_*.deb "$work/files"
  rm -rf "$2"
  mv "$work/files" "$2"
  rm -rf "$work"
}
