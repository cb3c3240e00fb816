"""Whether the compose file is whole, and keeps to what holds for every service."""

import pathlib
import re
import sys

import yaml

INFRA = pathlib.Path(__file__).resolve().parent.parent
# What the specification knows at these places and is used here; anything else is most likely misspelt.
KNOWN = {"name", "services", "networks", "volumes"}
OF_A_SERVICE = set(
    "cap_add cap_drop command depends_on env_file environment healthcheck image logging mem_limit network_mode networks "
    "pids_limit ports read_only restart security_opt shm_size stop_grace_period sysctls tmpfs user volumes".split()
)
# Runs once, before anybody is served, and must be root for it.
ONCE = {"certificates"}


def problems(compose):
    yield from (f"{key} is nothing that compose knows" for key in compose if key not in KNOWN and not key.startswith("x-"))
    for name, service in compose["services"].items():
        yield from (f"{name}: {problem}" for problem in of_a_service(name, service, compose))
    used = {mount.split(":")[0] for service in compose["services"].values() for mount in service.get("volumes", [])}
    named = {volume for volume in used if not volume.startswith(".")}
    if named != set(compose["volumes"]):
        yield f"volumes {sorted(named ^ set(compose['volumes']))} are used or named, not both"


def of_a_service(name, service, compose):
    yield from (f"{key} is nothing that we know" for key in service if key not in OF_A_SERVICE)
    if not re.search(r":[\w.-]+$|\$\{NWASSIK_IMAGE", service.get("image", "")) or service["image"].endswith(":latest"):
        yield "its image has no version"
    if not service.get("read_only") or service.get("cap_drop") != ["ALL"]:
        yield "it can write to its root, or has capabilities"
    if "no-new-privileges:true" not in service.get("security_opt", []):
        yield "it can get new privileges"
    for other, how in service.get("depends_on", {}).items():
        if other not in compose["services"]:
            yield f"it waits for {other}, which is not there"
        elif how["condition"] == "service_healthy" and "healthcheck" not in compose["services"][other]:
            yield f"it waits for the health of {other}, which has none"
    for network in service.get("networks", []):
        if network not in compose["networks"]:
            yield f"there is no network {network}"
    if name in ONCE:
        return
    if service.get("user", "0").split(":")[0] in ("0", "root"):
        yield "it runs as root"
    if service.get("restart") != "unless-stopped":
        yield "it does not come back by itself"
    if not service.get("healthcheck", {}).get("test"):
        yield "nobody asks whether it lives"


def main():
    compose = yaml.safe_load((INFRA / "compose.yaml").read_text())
    found = list(problems(compose))
    asked = set(re.findall(r"\$\{(\w+)", (INFRA / "compose.yaml").read_text()))
    told = set(re.findall(r"^(\w+)=", (INFRA / "example.env").read_text(), re.M))
    found += [f"example.env does not name {name}" for name in sorted(asked - told)]
    print("\n".join(f"compose.yaml: {problem}" for problem in found) or "compose.yaml is whole.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
