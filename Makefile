# The same commands as wb.py, for those who like make.
PYTHON ?= python3
.DEFAULT_GOAL := help

.PHONY: help run test lab lint lock
help: ## show this help
	@sed -nE 's/^([a-z]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST)
run: ## read data/raw, write the dataset and the reports
	$(PYTHON) wb.py run
test: ## run every test
	$(PYTHON) wb.py test
lab: ## open JupyterLab on the start notebook
	$(PYTHON) wb.py lab
lint: ## linters, types and import order, as in .ci/run
	bash .ci/run lint
lock: ## pin the newest versions within the bounds of pyproject.toml
	$(PYTHON) wb.py lock
