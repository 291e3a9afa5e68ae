// SPDX-License-Identifier: GPL-2.0
/*
 * What an executor may do, whatever the kernel in it does: compute, answer, and get memory. It
 * opens no file, has no network, starts nothing, and leaves no core behind.
 */
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include "splitproof.h"

#define CPU_SECONDS 86400	/* a machine that hangs is stopped long before */

static const int allowed[] = {
	SYS_read, SYS_write, SYS_mmap, SYS_munmap, SYS_madvise, SYS_brk, SYS_setitimer,
	SYS_rt_sigreturn, SYS_rt_sigprocmask, SYS_exit_group,
};
#define ALLOWED (sizeof(allowed) / sizeof(*allowed))

static void limit(int what, rlim_t most)
{
	struct rlimit limit = { most, most };

	setrlimit(what, &limit);
}

void confine(void)
{
	struct sock_filter filter[ALLOWED + 5] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 0, ALLOWED + 1),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	};
	struct sock_fprog program = { ALLOWED + 5, filter };

	for (unsigned int i = 0; i < ALLOWED; i++)
		filter[3 + i] = (struct sock_filter)BPF_JUMP(
			BPF_JMP | BPF_JEQ | BPF_K, (unsigned int)allowed[i],
			(unsigned char)(ALLOWED - i), 0);
	filter[ALLOWED + 3] =
		(struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
	filter[ALLOWED + 4] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NOFILE, 3);
	limit(RLIMIT_NPROC, 0);
	limit(RLIMIT_CPU, CPU_SECONDS);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0))
		fputs("executor: runs without seccomp, which this system does not have\n", stderr);
}
