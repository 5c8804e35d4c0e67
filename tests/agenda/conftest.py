"""Every law of the agenda is tried on each agenda that is installed."""

from __future__ import annotations

import pytest
from agendas import AGENDAS, DURABLE
from clssa.agenda import Chaining

collect_ignore = [] if DURABLE else ["test_durable.py"]


@pytest.fixture(params=AGENDAS)
def chaining(request: pytest.FixtureRequest) -> type[Chaining]:
    return AGENDAS[request.param]
