from healthplan_cli.library import Actuals as Actuals
from healthplan_cli.library import Draft as Draft
from healthplan_cli.library import Evaluation as Evaluation
from healthplan_cli.library import Gate as Gate
from healthplan_cli.library import InvalidInput as InvalidInput
from healthplan_cli.library import Plan as Plan
from healthplan_cli.library import Problem as Problem
from healthplan_cli.library import Record as Record
from healthplan_cli.library import draft as draft
from healthplan_cli.library import evaluate as evaluate
from healthplan_cli.library import lint as lint
from healthplan_cli.library import load_actuals as load_actuals
from healthplan_cli.library import load_plan as load_plan
from healthplan_cli.library import read_target as read_target

__version__: str
