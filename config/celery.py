"""Celery's wiring: messages are hints, carry a job id only, and may be lost or repeated without harm."""

import os

from celery import Celery
from celery.signals import worker_process_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("portal")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    result_backend=None,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_acks_on_failure=True,
    task_acks_on_timeout=True,
    worker_prefetch_multiplier=1,
    worker_concurrency=2,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_soft_shutdown_timeout=20.0,
    worker_max_tasks_per_child=200,
    worker_max_memory_per_child=400_000,
    worker_hijack_root_logger=False,
    # A worker renews its lease while it lives; these end one that lives and does not get on.
    task_soft_time_limit=45,
    task_time_limit=60,
    task_publish_retry=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 90,
        # kombu 5.7: without these two a lost task is looked for only about every 100 seconds.
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        # A web request may not wait for a broker that is not there: without these it waits six seconds.
        "max_retries": 1,
        "interval_start": 0.1,
        "interval_step": 0.1,
        "interval_max": 0.2,
        "connect_retries_timeout": 1,
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 10,
        "global_keyprefix": "intake:",
    },
)
app.autodiscover_tasks(["casefile"])


@worker_process_init.connect
def warm_the_press(**_: object) -> None:
    """Each worker child imports and primes the press once, before its first packet waits for it."""
    from packets import pdf

    pdf.warm()
