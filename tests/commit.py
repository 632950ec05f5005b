"""Which state of the code a figure is of."""

import subprocess


def commit() -> str:
    """The commit's name; `+` when files differ from it, `unknown` outside a repository."""
    head = _git("rev-parse", "--short=12", "HEAD")
    return f"{head}+" if head and _git("status", "--porcelain", "--untracked-files=no") else head or "unknown"


def _git(*words: str) -> str:
    ran = subprocess.run(["git", *words], capture_output=True, text=True, timeout=30, check=False)
    return ran.stdout.strip()
