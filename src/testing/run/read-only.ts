/** What a contained run needs of the file system beside reading it. */
export interface Room {
  /** The folder that it may write to. */
  readonly scratch: string;
  /** Folders of caches: what is written to them stays in the scratch folder, by way of an overlay. */
  readonly caches: readonly string[];
  /** Sockets, or folders that hold nothing but sockets and what goes with them: not to be seen. */
  readonly hidden: readonly Hidden[];
}

export interface Hidden {
  readonly kind: 'folder' | 'file';
  readonly place: string;
}

/**
 * A shell script for the first process of a user and mount namespace of its own (user_namespaces(7), mount_namespaces(7)). It makes each
 * mount read-only but that of the scratch folder, gives up all capabilities and becomes the program. Where a mount cannot be changed the
 * program is not started.
 */
const SCRIPT = String.raw`
mount() { /usr/bin/mount -n "$@"; }
fail() { echo "Local Forge could not contain the run: $1" >&2; exit 125; }
scratch=$1
isRoot=$2
shift 2
# No namespaces inside of this one.
(echo 0 > /proc/sys/user/max_user_namespaces) 2>/dev/null
# All at once; what this leaves is done one by one below.
mount -a -o remount,bind,ro 2>/dev/null
mount --bind "$scratch" "$scratch" && mount -o remount,bind,rw "$scratch" || fail "$scratch"
kept="
$scratch
/dev/shm
"
while [ "$1" != -- ]; do
  case $1 in
    cache)
      own=$scratch/caches/$#
      mkdir -p "$own/upper" "$own/work"
      if mount -t overlay overlay -o "lowerdir=$2,upperdir=$own/upper,workdir=$own/work,userxattr" "$2" 2>/dev/null; then
        kept="$kept$2
"
      fi ;;
    folder) mount -t tmpfs -o ro,size=4k tmpfs "$2" || [ ! -e "$2" ] || fail "$2" ;;
    file) mount --bind /dev/null "$2" || [ ! -e "$2" ] || fail "$2" ;;
  esac
  shift 2
done
shift
# Where we are is still a place of the mount below.
cd "$(pwd -P)" || fail "$PWD"
# In a container parts of the old one may be hidden: then there is no new one.
mount -t proc -o ro proc /proc 2>/dev/null
# Whoever is root owns the disks.
if [ "$isRoot" = 1 ]; then
  mkdir -p "$scratch/dev"
  mount -t tmpfs -o size=64k tmpfs "$scratch/dev" || fail /dev
  for name in null zero full random urandom tty; do
    : > "$scratch/dev/$name"
    mount --bind "/dev/$name" "$scratch/dev/$name" || fail "/dev/$name"
  done
  mkdir "$scratch/dev/shm"
  ln -s /proc/self/fd "$scratch/dev/fd"
  ln -s /proc/self/fd/0 "$scratch/dev/stdin"
  ln -s /proc/self/fd/1 "$scratch/dev/stdout"
  ln -s /proc/self/fd/2 "$scratch/dev/stderr"
  mount --move "$scratch/dev" /dev || fail /dev
fi
mount -t tmpfs -o size=256m,mode=1777 tmpfs /dev/shm || fail /dev/shm
while read -r _ _ _ _ at options _; do
  case ,$options, in *,ro,*) continue ;; esac
  case $at in *\\*) at=$(printf '%b' "$at") ;; esac
  case $kept in *"
$at
"*) continue ;; esac
  # What another mount covers, or what cannot be reached, cannot be written to either.
  mount -o remount,bind,ro "$at" 2>/dev/null || ! /usr/bin/mountpoint -q "$at" || fail "$at"
done < /proc/self/mountinfo
exec /usr/bin/setpriv --ambient-caps=-all --inh-caps=-all --bounding-set=-all --no-new-privs -- "$@"
`;

/** The command line that runs a program so, in the namespaces that unshare(1) has made; the program's own follows it. */
export function readOnlyBut({ scratch, caches, hidden }: Room): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    '/bin/sh',
    '-c',
    SCRIPT,
    'sh',
    scratch,
    isRoot ? '1' : '0',
    ...caches.flatMap((place) => ['cache', place]),
    ...hidden.flatMap(({ kind, place }) => [kind, place]),
    '--',
  ];
}
