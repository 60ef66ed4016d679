#!/bin/sh
# Finds a Java 25 or newer on this machine, though the default one may be older.
#
#   dev/jdk.sh          prints the home of a JDK (with javac)
#   dev/jdk.sh java     prints the home of a Java runtime, which is enough to run a built waypoint
#
# Exits with 1 and one line on stderr where there is none. Sourced, it defines find_java, which sets
# java_found instead of printing, and use_utf8. In order: WAYPOINT_JAVA_HOME, JAVA_HOME, the java on the PATH, then the usual places;
# among those the wanted release goes before newer ones. No Java is started to find out its release
# unless it lacks the file that says so, so that this costs next to nothing.

java_wanted=25

# java_feature HOME: sets java_release to the feature release of the Java there (0: unknown).
java_feature() {
  java_release=0 java_version=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r java_key java_value; do
      if [ "$java_key" = JAVA_VERSION ]; then java_version=${java_value#\"}; fi
    done < "$1/release"
  else
    java_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9.]*\).*/\1/p' | head -n 1)
  fi
  java_version=${java_version%%[!0-9]*}
  if [ -n "$java_version" ]; then java_release=$java_version; fi
}

# java_fits HOME PROGRAM: is it a Java of the wanted release or a newer one, with bin/PROGRAM?
java_fits() {
  [ -x "$1/bin/$2" ] && [ -x "$1/bin/java" ] || return 1
  java_feature "$1"
  [ "$java_release" -ge "$java_wanted" ]
}

# java_on_path PROGRAM: the home of the java that the PATH leads to, through all links.
java_on_path() {
  java_program=$(command -v java) || return 1
  java_program=$(readlink -f "$java_program" 2>/dev/null) || return 1
  java_candidate=${java_program%/bin/java}
  java_fits "$java_candidate" "$1"
}

java_in_usual_places() {
  java_found=
  for java_candidate in /usr/lib/jvm/* /usr/java/* /usr/local/lib/jvm/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.jenv/versions/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    java_fits "$java_candidate" "$1" || continue
    java_found=$java_candidate
    if [ "$java_release" -eq "$java_wanted" ]; then break; fi
  done
  [ -n "$java_found" ]
}

# find_java PROGRAM: sets java_found to the home of a fitting Java that has bin/PROGRAM (java or javac).
find_java() {
  HOME=${HOME:-/}
  if [ -n "${WAYPOINT_JAVA_HOME:-}" ] && java_fits "$WAYPOINT_JAVA_HOME" "$1"; then
    java_found=$WAYPOINT_JAVA_HOME
  elif [ -n "${JAVA_HOME:-}" ] && java_fits "$JAVA_HOME" "$1"; then
    java_found=$JAVA_HOME
  elif java_on_path "$1"; then
    java_found=$java_candidate
  elif ! java_in_usual_places "$1"; then
    echo "no Java $java_wanted found: install a JDK $java_wanted (for example Eclipse Temurin $java_wanted) and set JAVA_HOME to its folder" >&2
    return 1
  fi
}

# charmap LOCALE: the character set of a locale, which is ASCII for one that is not installed; fails where nobody can tell.
charmap() { LC_ALL=$1 locale charmap 2> /dev/null; }

# use_utf8: has Java, and what it starts, take arguments and names of files as UTF-8, and write it. Without a locale, as in
# cron jobs, services and small containers, or with one that is not installed, it would replace all letters but ASCII.
use_utf8() {
  utf8_given=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}
  case $utf8_given in
    C.UTF-8 | C.utf8) return 0 ;;
    C | POSIX) ;;
    *) [ "$(charmap "$utf8_given")" = ANSI_X3.4-1968 ] || return 0 ;;
  esac
  for utf8_found in C.UTF-8 en_US.UTF-8; do
    [ "$(charmap "$utf8_found" || echo UTF-8)" = UTF-8 ] || continue
    case ${LC_ALL:-}$utf8_given in
      C | POSIX) LC_CTYPE=$utf8_found && export LC_CTYPE ;;
      *) LC_ALL=$utf8_found && export LC_ALL ;;
    esac
    return 0
  done
}

case ${0##*/} in
  jdk.sh)
    case ${1:-javac} in
      java | javac) find_java "${1:-javac}" && echo "$java_found" ;;
      *)
        sed -n '1d;/^#/!q;s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
    esac
    ;;
esac
