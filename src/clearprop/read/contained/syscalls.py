"""Numbers of the system calls that a contained script is refused, for the machines whose numbers we know.

From 424 on the numbers are the same everywhere; a call that an architecture lacks has no number there.
"""

from dataclasses import dataclass

ALIKE = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "pidfd_open": 434, "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442, "quotactl_fd": 443,
    "memfd_secret": 447, "process_mrelease": 448, "set_mempolicy_home_node": 450,
}  # fmt: skip
X86_64 = {
    "socket": 41, "socketpair": 53, "connect": 42, "bind": 49, "listen": 50, "accept": 43, "accept4": 288,
    "fork": 57, "vfork": 58, "execve": 59, "execveat": 322, "ptrace": 101, "process_vm_readv": 310,
    "process_vm_writev": 311, "kcmp": 312, "tkill": 200, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297,
    "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308, "bpf": 321,
    "perf_event_open": 298, "userfaultfd": 323, "add_key": 248, "request_key": 249, "keyctl": 250,
    "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246, "kexec_file_load": 320,
    "reboot": 169, "swapon": 167, "swapoff": 168, "acct": 163, "sethostname": 170, "setdomainname": 171,
    "settimeofday": 164, "clock_settime": 227, "adjtimex": 159, "clock_adjtime": 305, "quotactl": 179,
    "personality": 135, "iopl": 172, "ioperm": 173, "modify_ldt": 154, "syslog": 103, "memfd_create": 319,
    "shmget": 29, "shmat": 30, "semget": 64, "msgget": 68, "mq_open": 240, "name_to_handle_at": 303,
    "open_by_handle_at": 304, "fanotify_init": 300, "setpriority": 141, "ioprio_set": 251, "sched_setscheduler": 144,
    "sched_setparam": 142, "sched_setattr": 314, "sched_setaffinity": 203, "migrate_pages": 256, "move_pages": 279,
    "vhangup": 153, "uselib": 134, "mknod": 133, "mknodat": 259, "lookup_dcookie": 212, "timer_create": 222, "truncate": 76,
    "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199,
}  # fmt: skip
ARM64 = {
    "socket": 198, "socketpair": 199, "connect": 203, "bind": 200, "listen": 201, "accept": 202, "accept4": 242,
    "execve": 221, "execveat": 281, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
    "tkill": 130, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240, "mount": 40, "umount2": 39, "pivot_root": 41,
    "chroot": 51, "unshare": 97, "setns": 268, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
    "add_key": 217, "request_key": 218, "keyctl": 219, "init_module": 105, "finit_module": 273, "delete_module": 106,
    "kexec_load": 104, "kexec_file_load": 294, "reboot": 142, "swapon": 224, "swapoff": 225, "acct": 89,
    "sethostname": 161, "setdomainname": 162, "settimeofday": 170, "clock_settime": 112, "adjtimex": 171,
    "clock_adjtime": 266, "quotactl": 60, "personality": 92, "syslog": 116, "memfd_create": 279, "shmget": 194,
    "shmat": 196, "semget": 190, "msgget": 186, "mq_open": 180, "name_to_handle_at": 264, "open_by_handle_at": 265,
    "fanotify_init": 262, "setpriority": 140, "ioprio_set": 30, "sched_setscheduler": 119, "sched_setparam": 118,
    "sched_setattr": 274, "sched_setaffinity": 122, "migrate_pages": 238, "move_pages": 239, "vhangup": 58,
    "mknodat": 33, "lookup_dcookie": 18, "timer_create": 107, "truncate": 45, "setxattr": 5, "lsetxattr": 6,
    "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16,
}  # fmt: skip

# Owners, modes and times of files, which Landlock leaves alone, outside the scratch folder too: these pretend to work,
# since copying a file ends with them.
PRETENDED_X86_64 = {
    "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94, "utime": 132, "utimes": 235, "fchownat": 260,
    "futimesat": 261, "fchmodat": 268, "utimensat": 280, "fchmodat2": 452,
}  # fmt: skip
PRETENDED_ARM64 = {
    "fchmod": 52, "fchmodat": 53, "fchownat": 54, "fchown": 55, "utimensat": 88, "fchmodat2": 452,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Machine:
    """What a filter must know of an architecture: its mark in the kernel's audit header, and its numbers."""

    mark: int
    refused: dict[str, int]
    pretended: dict[str, int]
    clone: int
    kill: int
    tgkill: int
    prlimit: int
    ioctl: int
    fcntl: int
    pivot_root: int


CLONE3 = 435
LAST_KNOWN = 462  # what came after this list was made is refused as unknown
MACHINES = {
    "x86_64": Machine(
        0xC000003E, X86_64 | ALIKE, PRETENDED_X86_64,
        clone=56, kill=62, tgkill=234, prlimit=302, ioctl=16, fcntl=72, pivot_root=155,
    ),
    "aarch64": Machine(
        0xC00000B7, ARM64 | ALIKE, PRETENDED_ARM64,
        clone=220, kill=129, tgkill=131, prlimit=261, ioctl=29, fcntl=25, pivot_root=41,
    ),
}  # fmt: skip
