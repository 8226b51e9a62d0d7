"""Asks the OSV service which pinned dependencies have known vulnerabilities.

Exit status 0: none; 1: some, named; 3: the service could not be asked, so that nothing is known.
That is never taken for a pass: it is said in words, and whoever calls decides what follows.
"""

import json
import subprocess
import sys
from pathlib import Path

#: Seconds to wait for the answers about one lock file.
LONGEST = 120
CLEAN, VULNERABLE, NOT_AUDITED = 0, 1, 3
LOCKS = ("requirements-dev.txt", "requirements.txt", "requirements-pg.txt", "requirements-s3.txt")
ROOT = Path(__file__).resolve().parent.parent
ASK = [sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes"]
ASK += ["--vulnerability-service", "osv", "--format", "json", "--progress-spinner", "off"]


def audit(lock: Path) -> list[dict] | None:
    """What the service says of each pinned package; None where it did not answer."""
    command = [*ASK, "--timeout", "15", "--requirement", str(lock)]
    try:
        asked = subprocess.run(  # noqa: S603 - no word of it comes from elsewhere
            command, capture_output=True, text=True, check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        say(f"NOT AUDITED: {lock.name}: no answer in {LONGEST} seconds")
        return None
    try:
        return json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = asked.stderr.strip().splitlines()[-1:]
        say(f"NOT AUDITED: {lock.name}: {' '.join(last)[:300]}")
        return None


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def told_of(lock: Path) -> int:
    found = audit(lock)
    if found is None:
        return NOT_AUDITED
    known = [(package, flaw) for package in found for flaw in package.get("vulns", ())]
    for package, flaw in known:
        fixed = ", ".join(flaw["fix_versions"]) or "no release yet"
        name = f"{package['name']} {package['version']}"
        say(f"{lock.name}: {name} has {flaw['id']}; fixed in: {fixed}")
    left_out = [package["name"] for package in found if "skip_reason" in package]
    if left_out:
        say(f"NOT AUDITED: {lock.name}: {', '.join(left_out)}")
    if known:
        return VULNERABLE
    say(f"{lock.name}: {len(found) - len(left_out)} packages, no known vulnerability.")
    return NOT_AUDITED if left_out else CLEAN


def main() -> int:
    results = {told_of(ROOT / name) for name in LOCKS}
    if VULNERABLE in results:
        return VULNERABLE
    if NOT_AUDITED in results:
        say("Not everything was audited: no word on what could not be asked. Run `make audit`")
        say("on a machine that reaches the service.")
        return NOT_AUDITED
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
