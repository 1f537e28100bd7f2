import pytest
from tests import factories
from tests.packets import examples
def test_it(desk):
    f=factories.make_file(document=examples.child(), role="parent", label="Riley Example", born="2010-03-15")
    g=factories.make_file()
    r=desk.get("/desk/"); print(r.content.decode()[:3000]); assert r.status_code==200
    r=desk.get(f"/desk/files/{f.token}/"); assert r.status_code==200
    print(r.content.decode())
