"""The stand-in's Celery."""

import os

from celery import Celery

app = Celery("standin", broker=os.environ["REDIS_URL"].replace("unix://", "redis+socket://"))
