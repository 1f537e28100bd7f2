"""Celery's wiring: messages are hints, carry a job id only, and may be lost or repeated without harm."""

import os

from celery import Celery
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
    # The lease outlives the hard limit, so no second worker starts while the first may still write.
    task_soft_time_limit=max(settings.JOB_LEASE_SECONDS - 30, 3),
    task_time_limit=max(settings.JOB_LEASE_SECONDS - 15, 4),
    task_publish_retry=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": settings.JOB_LEASE_SECONDS + 15,
        # kombu 5.7: without these two a lost task is looked for only about every 100 seconds.
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 10,
        "global_keyprefix": "intake:",
    },
)
app.autodiscover_tasks(["casefile"])
