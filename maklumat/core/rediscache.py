"""Django's cache on Valkey or Redis, failing like a file: with `OSError`.

So whoever can do without the cache catches one kind of error, and only who uses this cache loads
the 38 MB of its client.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from redis.exceptions import RedisError

_CALLS = ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many")


def _failing_like_a_file(call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def calling(*args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except RedisError as error:
            raise ConnectionError("the cache is out of reach") from error

    return calling


class RedisCache(DjangoRedisCache):
    """The same cache; `ConnectionError` when the server is out of reach."""


for _name in _CALLS:
    setattr(RedisCache, _name, _failing_like_a_file(getattr(DjangoRedisCache, _name)))
