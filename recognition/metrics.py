"""How much is asked of this process and how long it takes, in numbers for Prometheus.

Numbers tell of load and never of people: a request is counted by the rule of its page, as in the
log, because a path can hold a private code. Each process has its own; nothing is shared, and the
library is needed only where the numbers are asked for.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric

KEY = "recognition-metrics"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
NO_PAGE = "none"
OTHER = "other"


@dataclass(frozen=True)
class Figure:
    """Numbers that are known only when somebody asks.

    Args:
        name: after `recognition_`; of one that only ever grows, without `_total`.
        words: what it is, for whoever reads the page.
        values: by label; a figure without labels has the one label "".
        label: what the labels name.
        grows: true when it only ever grows.
    """

    name: str
    words: str
    values: Mapping[str, float] = field(default_factory=dict)
    label: str = ""
    grows: bool = False


class Meters:
    """The numbers of one process."""

    def __init__(self) -> None:
        """Make them, all at nothing.

        Raises:
            ModuleNotFoundError: the library is not installed.
        """
        from prometheus_client import (
            CollectorRegistry,
            Counter,
            Gauge,
            Histogram,
            ProcessCollector,
            disable_created_metrics,
        )

        # when each number began is as many lines again, and little use
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        mine: Any = {"namespace": "recognition", "registry": self._registry}
        self.requests = Counter(
            "requests", "Requests answered.", ("rule", "method", "status"), **mine
        )
        self.seconds = Histogram(
            "request_seconds", "How long answers took.", ("rule", "method"), buckets=SECONDS, **mine
        )
        self.in_flight = Gauge("requests_in_flight", "Requests being answered now.", **mine)
        self.unavailable = Counter(
            "unavailable", "Requests answered with 503, mostly for want of the database.", **mine
        )
        self.database_errors = Counter(
            "database_errors", "What the database refused or did not answer.", ("kind",), **mine
        )
        ProcessCollector(registry=self._registry)

    def count(self, response: Response, *, seconds: float) -> None:
        """Count the request that is being answered."""
        rule = str(request.url_rule) if request.url_rule else NO_PAGE
        method = request.method if request.method in METHODS else OTHER
        self.requests.labels(rule, method, f"{response.status_code // 100}xx").inc()
        self.seconds.labels(rule, method).observe(seconds)
        if response.status_code == 503:
            self.unavailable.inc()

    def page(self, figures: Iterable[Figure]) -> tuple[bytes, str]:
        """Return every number and those figures as Prometheus reads them, and the type of that."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

        return generate_latest(_Together(self._registry, tuple(figures))), CONTENT_TYPE_LATEST


class _Together:
    """What is counted all the time, and figures that were asked for just now."""

    def __init__(self, registry: "CollectorRegistry", figures: Sequence[Figure]) -> None:
        self._registry, self._figures = registry, figures

    def collect(self) -> "Iterator[Metric]":
        yield from self._registry.collect()
        yield from map(_family, self._figures)


def _family(figure: Figure) -> "Metric":
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

    kind = CounterMetricFamily if figure.grows else GaugeMetricFamily
    labels = [figure.label] if figure.label else []
    family = kind(f"recognition_{figure.name}", figure.words, labels=labels)
    for label, value in figure.values.items():
        family.add_metric([label] if figure.label else [], value)
    return family


def count_requests(app: Flask) -> None:
    """Count requests from now on; to be called before anything else looks at them.

    Raises:
        ModuleNotFoundError: the library is not installed.
    """
    meters = app.extensions[KEY] = Meters()

    @app.before_request
    def begin() -> None:
        g.metered = time.perf_counter()
        meters.in_flight.inc()

    @app.after_request
    def end(response: Response) -> Response:
        if "metered" in g:
            meters.count(response, seconds=time.perf_counter() - g.metered)
        return response

    @app.teardown_request
    def leave(_problem: BaseException | None) -> None:
        if g.pop("metered", None) is not None:
            meters.in_flight.dec()


def count_errors(app: Flask, engine: Engine) -> None:
    """Count what a database refuses, where anything is counted."""
    meters: Meters | None = app.extensions.get(KEY)
    if meters is None:
        return

    @event.listens_for(engine, "handle_error")
    def count(context: ExceptionContext) -> None:
        problem = context.sqlalchemy_exception or context.original_exception
        meters.database_errors.labels(type(problem).__name__).inc()


def meters() -> Meters | None:
    """Return the numbers of the application that is running; None where nothing is counted."""
    found: Meters | None = current_app.extensions.get(KEY)
    return found
