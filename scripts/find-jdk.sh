# shellcheck shell=sh
# Finds the Java that Boson is built and run with. Read by mvnw and boson, never run by itself:
#
#   JAVA_HOME=$(find_java jdk)       with a compiler, for building
#   JAVA_HOME=$(find_java runtime)   java alone will do, for running
#
# Prints the home of the first Java of exactly the wanted version, else of the first newer one.
# Where there is neither, says on one line of stderr what to install, and returns 1.
#
# Called in $(...), so that none of its variables leak into the script that reads it.

JAVA_WANTED=25

find_java() {
    newer='' best_old=0 best_old_home=''
    # A here-document and not a pipe: a pipe's loop could not hand its findings out.
    while IFS= read -r home; do
        # Empty where JAVA_HOME is not set; it would stand for /bin/java.
        [ -n "$home" ] || continue
        [ -x "$home/bin/java" ] || continue
        [ "$1" != jdk ] || [ -x "$home/bin/javac" ] || continue
        version=$(java_version "$home")
        if [ "$version" -eq "$JAVA_WANTED" ]; then
            printf '%s\n' "$home"
            return 0
        elif [ "$version" -gt "$JAVA_WANTED" ]; then
            newer=${newer:-$home}
        elif [ "$version" -gt "$best_old" ]; then
            best_old=$version best_old_home=$home
        fi
    done <<HOMES
$(java_homes)
HOMES
    if [ -n "$newer" ]; then
        printf '%s\n' "$newer"
        return 0
    fi
    found=''
    [ -z "$best_old_home" ] || found=" (the newest found is $best_old, in $best_old_home)"
    printf '%s\n' "Boson needs a JDK $JAVA_WANTED and found none$found: install one, for example\
 Eclipse Temurin $JAVA_WANTED from adoptium.net, or set JAVA_HOME to where it lies." >&2
    return 1
}

# The feature version, a plain number; 0 where it cannot be told. Every JDK since 9 says it in a
# file, and reading that is faster by far than starting the JVM.
java_version() {
    number=''
    if [ -r "$1/release" ]; then
        number=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release")
    fi
    if [ -z "$number" ]; then
        number=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p')
    fi
    # Anything but digits (two lines, say) would break the comparisons above.
    case $number in
        '' | *[!0-9]*) printf '0\n' ;;
        *) printf '%s\n' "$number" ;;
    esac
}

# Where a Java may lie, one directory a line, the user's own choice first. BOSON_JDK_ROOT is put
# before the system's directories: for trying this file without the JDKs of the machine.
java_homes() {
    root=${BOSON_JDK_ROOT:-}
    mine=${HOME:-/nonexistent}
    printf '%s\n' "${JAVA_HOME:-}"
    java_homes_on_path
    # Linux packages, container images, manual installs.
    printf '%s\n' "$root"/usr/lib/jvm/* "$root"/usr/lib64/jvm/* "$root"/usr/java/* \
        "$root"/opt/*jdk* "$root"/opt/java/* "$root"/opt/jdk/* "$root"/usr/local/*jdk*
    # Version managers and IDEs.
    printf '%s\n' "${SDKMAN_DIR:-$mine/.sdkman}"/candidates/java/* "$mine"/.jdks/* \
        "$mine"/.gradle/jdks/* "${ASDF_DATA_DIR:-$mine/.asdf}"/installs/java/* \
        "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$mine/.local/share}/mise}"/installs/java/*
    # macOS and Homebrew.
    printf '%s\n' "$root"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$mine"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$root"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "$root"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "$root"/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec
}

java_homes_on_path() (
    IFS=:
    set -f
    for directory in $PATH; do
        [ -x "$directory/java" ] || continue
        program=$(readlink -f "$directory/java" 2>/dev/null || printf '%s' "$directory/java")
        home=${program%/bin/java}
        # A version manager's shim is no link into a JDK: it has to be asked.
        if [ ! -r "$home/release" ]; then
            asked=$("$program" -XshowSettings:properties -version 2>&1 |
                sed -n 's/^ *java\.home = //p')
            home=${asked:-$home}
        fi
        printf '%s\n' "$home"
    done
)
