"""What ci/ops asks of the files in ops/ that no program of its own reads: that the dashboard is whole, and that every file
of the kustomize base is there, parses, and is what Kubernetes' own schemas allow."""

import json
import sys
from pathlib import Path

import kubernetes_validate
import yaml

OPS = Path(__file__).parent
# Of Kubernetes: one that clusters still run. `timeZone` of a CronJob needs 1.27.
VERSION = "1.29"
problems = []


def dashboard():
    page = json.loads((OPS / "grafana/nexus.json").read_text())
    ids = [panel["id"] for panel in page["panels"]]
    if len(set(ids)) != len(ids):
        problems.append("grafana/nexus.json: two panels have one id")
    rows = [panel["title"] for panel in page["panels"] if panel["type"] == "row"]
    wanted = ["House", "Delivery", "Reminders", "Jobs", "Sending", "Database and Redis", "API"]
    if rows != wanted:
        problems.append(f"grafana/nexus.json: rows are {rows}")
    for panel in page["panels"]:
        if panel["type"] != "row" and not all(target["expr"].strip() for target in panel["targets"]):
            problems.append(f"grafana/nexus.json: {panel['title']} asks for nothing")


def resources(path):
    for number, document in enumerate(yaml.safe_load_all(path.read_text())):
        place = f"kubernetes/{path.name}, document {number + 1}"
        if not isinstance(document, dict):
            problems.append(f"{place}: empty")
            continue
        try:
            kubernetes_validate.validate(document, VERSION, strict=True)
        except kubernetes_validate.ValidationError as error:
            problems.append(f"{place}: {error.message} at {'.'.join(map(str, error.path))}")
        yield document


def containers(document):
    spec = document.get("spec", {})
    spec = spec.get("jobTemplate", {}).get("spec", spec)
    return spec.get("template", {}).get("spec", {}).get("containers", [])


def base():
    folder = OPS / "kubernetes"
    listed = yaml.safe_load((folder / "kustomization.yaml").read_text())["resources"]
    there = sorted(path.name for path in folder.glob("*.yaml") if path.name != "kustomization.yaml")
    if sorted(listed) != there:
        problems.append(f"kubernetes/kustomization.yaml lists {sorted(listed)}, the folder has {there}")
    names, mentions = set(), set()
    for file in there:
        for document in resources(folder / file):
            names.add((document["kind"], document["metadata"]["name"]))
            if "namespace" in document["metadata"]:
                problems.append(f"kubernetes/{file}: a base names no namespace")
            for container in containers(document):
                if not container["securityContext"].get("readOnlyRootFilesystem"):
                    problems.append(f"kubernetes/{file}: {container['name']} may write to its image")
                mentions |= {("ConfigMap", one["configMapRef"]["name"]) for one in container["envFrom"] if "configMapRef" in one}
    for missing in mentions - names:
        problems.append(f"kubernetes: nobody makes {missing}")
    return len(names)


dashboard()
count = base()
for problem in problems:
    print(problem, file=sys.stderr)
if problems:
    sys.exit(1)
print(f"the dashboard is whole, {count} resources are what Kubernetes {VERSION} takes")
