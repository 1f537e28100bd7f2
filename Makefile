# The commands of the house; each one's words stand in bin/. An old python3 on the PATH: make run PYTHON=python3.12
PYTHON ?= python3

run:    ; @$(PYTHON) bin/run
test:   ; @$(PYTHON) bin/test
check:  ; @$(PYTHON) bin/check
faults: ; @$(PYTHON) bin/test --faults
bench:  ; @$(PYTHON) bin/bench $(ONLY)
lock:   ; @$(PYTHON) bin/lock
words:  ; @$(PYTHON) bin/words
docs:   ; @$(PYTHON) bin/docs
pictures: ; @$(PYTHON) bin/pictures $(ONLY)
clean:  ; @$(PYTHON) bin/clean

.PHONY: run test check faults bench lock words docs pictures clean
