"""Lets Terraform check the files: format, names, references, types, and a plan with an invented account.

Nothing is fetched: provider.py says what the providers take. Where there is no Terraform, the files are only read.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FILES = HERE.parent / "terraform"
REGISTRY = "registry.terraform.io/hashicorp/"


def terraform(*arguments, folder, **variables):
    # Nothing of the machine's own settings, and no call home.
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_CLI_CONFIG_FILE": os.devnull}
    command = ["terraform", f"-chdir={folder}", *arguments]
    return subprocess.run(command, env={**environment, **variables}, stdin=subprocess.DEVNULL).returncode == 0


def copy(folder):
    """The files, in a folder of their own: Terraform leaves things behind."""
    shutil.copytree(FILES, folder, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"))
    for path in folder.rglob("*.tf"):
        # What is invented may be destroyed.
        path.write_text(path.read_text().replace("prevent_destroy = true", "prevent_destroy = false"))
    (folder / "backend_override.tf").write_text('terraform {\n  backend "local" {}\n}\n')
    return folder


def validate():
    import provider

    known = json.loads((HERE / "schema.json").read_text())
    with tempfile.TemporaryDirectory() as home:
        home = pathlib.Path(home)
        served = {name: provider.serve(home / name, what) for name, what in known.items()}
        reattach = {REGISTRY + name: how for name, (_, how) in served.items()}
        copied = copy(home / "terraform")
        variables = {"TF_REATTACH_PROVIDERS": json.dumps(reattach), "TF_DATA_DIR": str(home / "data")}
        steps = (["init", "-input=false", "-no-color"], ["validate", "-no-color"], ["test", "-no-color"])
        done = all(terraform(*step, folder=copied, **variables) for step in steps)
        for server, _ in served.values():
            server.stop(None)
    return done


def read():
    """Reads every file, where nobody can do more."""
    import hcl2

    for path in sorted(FILES.rglob("*.tf")):
        with open(path) as file:
            hcl2.load(file)
    return True


def main():
    if not shutil.which("terraform"):
        print("There is no terraform here: the files were only read, NOT validated.")
        return 0 if read() else 1
    formatted = terraform("fmt", "-recursive", "-check", "-diff", folder=FILES)
    return 0 if validate() and formatted else 1


if __name__ == "__main__":
    sys.exit(main())
