"""What a child process that reads a stranger's file may use. Pure; imports nothing that costs."""

import resource

MEMORY_BYTES = 1024**3
CPU_SECONDS = 20


def limit_this_process(*, cpu_seconds: int = CPU_SECONDS) -> None:
    """1 GiB of memory, some seconds of processor, no core file, and no file written at all (it answers on its pipe)."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
