"""Operating systems of machines, and whose packages each uses."""

from __future__ import annotations

from congvu.inventory.models import Machine
from congvu.inventory.rules import MachineState
from congvu.vulnerabilities.rules import ecosystem_of_os


def operating_systems() -> dict[str, list[str]]:
    """Every system that machines have, as columns for a query; one query."""
    rows = Machine.objects.filter(merged_into=None).exclude(state=MachineState.DISPOSED)
    told = sorted(set(rows.values_list("os_name", "os_version").order_by()))
    known = [ecosystem_of_os(name, version) for name, version in told]
    return {
        "names": [name for name, _version in told],
        "versions": [version for _name, version in told],
        "ecosystems": [ecosystem for ecosystem, _release in known],
        "releases": [release for _ecosystem, release in known],
    }
