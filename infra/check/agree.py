"""What infra/ says of the product, against the product: variables, services, commands, log lines, the queue.

Needs nothing but Python, and prints one line for each thing that does not agree.
"""

import pathlib
import re
import subprocess
import sys

INFRA = pathlib.Path(__file__).resolve().parent.parent
ROOT = INFRA.parent
TERRAFORM = INFRA / "terraform"
# Of the system, of Amazon's own tools and of libraries.
OTHERS = {"AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "RUST_LOG", "TMPDIR", "PGSSLROOTCERT"}
# Of compose.yaml itself, and of the other images there.
OF_COMPOSE = {"DOMAIN", "NWASSIK_IMAGE", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}
# Pages that no alarm leads to.
MORE_PAGES = {"README", "spending", "secrets", "restore"}
wrong = []


def read(path):
    return (ROOT / path).read_text()


def expect(condition, what):
    if not condition:
        wrong.append(what)


def rust():
    """All of the product's code, as one text."""
    files = (path for crate in ("bots", "relay", "marketplace-core") for path in (ROOT / crate).rglob("*.rs"))
    return "\n".join(path.read_text() for path in files)


def alarms():
    """The alarms' names: of lists, and of those that are written out."""
    modules = "\n".join(path.read_text() for path in (TERRAFORM / "modules/alarms").glob("*.tf"))
    listed = re.findall(r"^    ([a-z-]+) = \{\n      means", modules, re.M)
    return set(listed) | set(re.findall(r"infra/runbooks/([a-z-]+)\.md", modules))


def check_pages():
    pages = {path.stem for path in (INFRA / "runbooks").glob("*.md")} - MORE_PAGES
    expect(len(alarms()) > 20, "the alarms are not found where they were")
    for name in sorted(alarms() ^ pages):
        wrong.append(f"infra/runbooks: {name} is an alarm without a page, or a page without an alarm")


def check_log_lines(code):
    said = re.findall(r"says += (\[.*?\])", read("infra/terraform/modules/alarms/logs.tf"), re.S)
    texts = [text for each in said for text in re.findall(r'"(.*?)"', each)]
    expect(len(texts) > 20, "the log lines are not found where they were")
    for text in texts:
        # As the beginning of a text in the code: comments say the same words.
        expect(f'"{text}' in code, f"no code logs: {text}")


def check_variables():
    config = read("bots/nwassik/src/config/mod.rs")
    later = set(re.findall(r'"([A-Z_]+)"', re.search(r"const LATER.*?\];", config, re.S)[0]))
    known = (set(re.findall(r'"([A-Z][A-Z0-9_]+)"', config)) - later) | OTHERS
    services, secrets = read("infra/terraform/services.tf"), read("infra/terraform/modules/secrets/main.tf")
    used = set(re.findall(r"^    ([A-Z][A-Z0-9_]+) += ", services, re.M))
    used |= set(re.findall(r'"([A-Z][A-Z0-9_]+)"', services + secrets))
    used |= set(re.findall(r"^      ([A-Z][A-Z0-9_]+):", read("infra/compose.yaml"), re.M))
    used |= set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", read("infra/example.env"), re.M))
    used -= OF_COMPOSE
    expect(len(used) > 10, "the variables are not found where they were")
    for name in sorted(used - known):
        wrong.append(f"the product reads no variable {name}")


def check_services():
    parts = re.search(r"pub enum Part \{(.*?)\n\}", read("bots/nwassik/src/options.rs"), re.S)[1]
    parts = {name.lower() for name in re.findall(r"^    (\w+),", parts, re.M)}
    secrets_of = re.search(r"secrets_of = \{(.*?)\n  \}", read("infra/terraform/services.tf"), re.S)[1]
    services = set(re.findall(r"^    (\w+) +=", secrets_of, re.M))
    expect(services == parts, f"serve --only knows {sorted(parts)}, infra/terraform/services.tf {sorted(services)}")
    for hook in re.findall(r'path += "(/hooks/\w+)"', read("infra/terraform/services.tf")):
        expect(f'PATH: &str = "{hook}"' in rust(), f"the product serves no {hook}")


def check_commands():
    enum = re.search(r"pub enum AdminCommand \{(.*?)\n\}", read("bots/nwassik/src/options.rs"), re.S)[1]
    commands = {re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower() for name in re.findall(r"^    ([A-Z]\w+)", enum, re.M)}
    for path in INFRA.rglob("*.md"):
        for name in re.findall(r"(?:nwassik|run --rm nwassik) admin ([a-z-]+)", path.read_text()):
            expect(name in commands, f"{path.relative_to(ROOT)}: there is no nwassik admin {name}")


def check_queue():
    """Terraform makes the queue as `nwassik migrate` would."""
    made = read("infra/terraform/modules/queue/main.tf")
    bell, queue = read("relay/src/bell/mod.rs"), read("relay/src/bell/queue.rs")
    wanted = {
        "visibility_timeout_seconds": r"VISIBILITY: Duration = Duration::from_secs\((\d+)\)",
        "receive_wait_time_seconds": r"LONGEST_WAIT: Duration = Duration::from_secs\((\d+)\)",
        "max_message_size": r"LARGEST_MESSAGE: u32 = (\d+)",
        "maxReceiveCount": r"MOST_TIMES: u32 = (\d+)",
    }
    code = bell + queue + read("bots/nwassik/src/bell.rs")
    for name, pattern in wanted.items():
        number = re.search(pattern, code)[1]
        expect(re.search(rf"{name} += {number}\n", made), f"the queue's {name} should be {number}")


def check_links():
    for path in INFRA.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text()):
            expect((path.parent / target).exists(), f"{path.relative_to(ROOT)} leads to {target}, which is not there")


def check_costs():
    told = read("infra/COSTS.md").split("<!-- table -->\n")[1].split("<!-- end of table -->")[0]
    counted = subprocess.run([sys.executable, INFRA / "costs.py"], capture_output=True, text=True, check=True).stdout
    expect(told == counted, "infra/COSTS.md is not what infra/costs.py counts: run infra/costs.py --write")


def main():
    check_pages()
    check_log_lines(rust())
    check_variables()
    check_services()
    check_commands()
    check_queue()
    check_links()
    check_costs()
    print("\n".join(wrong) or "infra/ agrees with the product.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
