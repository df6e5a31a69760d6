"""Names of Python packages: what code imports, what is installed for it, and what that brings along."""

from __future__ import annotations

#: Import names and the distributions that bring them, the one to name to a reader first.
NAMES = """
box: python-box
rest_framework: djangorestframework
kerastuner: keras-tuner
keras_tuner: keras-tuner
google.oauth2: google-auth
google.auth: google-auth
cv2: opencv-python opencv-python-headless opencv-contrib-python opencv-contrib-python-headless opencv
sklearn: scikit-learn sklearn scikit-learn-intelex
skimage: scikit-image
yaml: pyyaml
PIL: pillow
bs4: beautifulsoup4 bs4
dotenv: python-dotenv
imblearn: imbalanced-learn imblearn
dateutil: python-dateutil
jose: python-jose
jwt: pyjwt
multipart: python-multipart
docx: python-docx
pptx: python-pptx
fitz: pymupdf
tensorflow: tensorflow tensorflow-cpu tensorflow-gpu tensorflow-intel tensorflow-macos tf-nightly intel-tensorflow
keras: keras tensorflow tensorflow-cpu
torch: torch pytorch torch-cpu
pytorch_lightning: pytorch-lightning lightning
lightning: lightning pytorch-lightning
faiss: faiss-cpu faiss-gpu faiss
xgboost: xgboost xgboost-cpu py-xgboost
lightgbm: lightgbm lightgbm-gpu
fastai: fastai
umap: umap-learn
hdbscan: hdbscan scikit-learn
surprise: scikit-surprise surprise
implicit: implicit
prophet: prophet fbprophet
fbprophet: fbprophet prophet
pandas_profiling: pandas-profiling ydata-profiling
ydata_profiling: ydata-profiling
sqlalchemy: sqlalchemy
psycopg2: psycopg2 psycopg2-binary
psycopg: psycopg psycopg-binary
MySQLdb: mysqlclient
mysql: mysql-connector-python mysql-connector
pymysql: pymysql
flask_cors: flask-cors
mlxtend: mlxtend
attr: attrs
git: gitpython
github: pygithub
slugify: python-slugify
Crypto: pycryptodome pycrypto
serial: pyserial
usb: pyusb
zmq: pyzmq
OpenSSL: pyopenssl
wx: wxpython
gi: pygobject
magic: python-magic
telegram: python-telegram-bot
telebot: pytelegrambotapi
discord: discord-py
tweepy: tweepy
speech_recognition: speechrecognition
pyttsx3: pyttsx3
sounddevice: sounddevice
scikitplot: scikit-plot
category_encoders: category-encoders
feature_engine: feature-engine
sentence_transformers: sentence-transformers
huggingface_hub: huggingface-hub
onnxruntime: onnxruntime onnxruntime-gpu
skl2onnx: skl2onnx
tflite_runtime: tflite-runtime
tensorflow_hub: tensorflow-hub
tensorflow_serving: tensorflow-serving-api tensorflow-serving
tensorflow_datasets: tensorflow-datasets
prometheus_client: prometheus-client prometheus-fastapi-instrumentator
prometheus_fastapi_instrumentator: prometheus-fastapi-instrumentator
pythonjsonlogger: python-json-logger
pkg_resources: setuptools
Levenshtein: levenshtein python-levenshtein
fuzzywuzzy: fuzzywuzzy
rapidfuzz: rapidfuzz
kaggle: kaggle
opendatasets: opendatasets
ucimlrepo: ucimlrepo
pycaret: pycaret
h2o: h2o
pyspark: pyspark databricks-connect
ray: ray
wandb: wandb
comet_ml: comet-ml
neptune: neptune neptune-client
dagshub: dagshub
great_expectations: great-expectations
aif360: aif360
interpret: interpret interpret-core
dice_ml: dice-ml
pydantic_settings: pydantic-settings
google.generativeai: google-generativeai
google.genai: google-genai
google.cloud: google-cloud
google.protobuf: protobuf
azure: azure
mpl_toolkits: matplotlib
pylab: matplotlib
_pytest: pytest
ruamel: ruamel-yaml
ultralytics: ultralytics
mediapipe: mediapipe
librosa: librosa
pywt: pywavelets
osgeo: gdal
shap: shap
lime: lime
graphviz: graphviz python-graphviz
pygraphviz: pygraphviz
community: python-louvain
markdown: markdown
snowflake: snowflake-connector-python snowflake-snowpark-python
airflow: apache-airflow airflow
superset: apache-superset
prefect: prefect
mage_ai: mage-ai mageai
tabpfn: tabpfn
talib: ta-lib
binance: python-binance
alpaca_trade_api: alpaca-trade-api
newspaper: newspaper3k
youtube_dl: youtube-dl
win32com: pywin32
nacl: pynacl
grpc: grpcio
bson: pymongo bson
gym: gym gymnasium
webdriver_manager: webdriver-manager
aws_cdk: aws-cdk-lib
websocket: websocket-client
googleapiclient: google-api-python-client
vertexai: google-cloud-aiplatform
ee: earthengine-api
azureml: azureml-core azureml
rest_framework_api_key: djangorestframework-api-key
rest_framework_simplejwt: djangorestframework-simplejwt
corsheaders: django-cors-headers
django_filters: django-filter
environ: django-environ
decouple: python-decouple
delta: delta-spark
sparknlp: spark-nlp
hydra: hydra-core
bayes_opt: bayesian-optimization
skopt: scikit-optimize
skfuzzy: scikit-fuzzy
sksurv: scikit-survival
skmultiflow: scikit-multiflow
sklearn_extra: scikit-learn-extra
sklearnex: scikit-learn-intelex
skbio: scikit-bio
autosklearn: auto-sklearn
supervised: mljar-supervised
mrmr: mrmr-selection
darts: darts u8darts
Orange: orange3
Bio: biopython
rdkit: rdkit rdkit-pypi
ot: pot
pyro: pyro-ppl
haiku: dm-haiku
sonnet: dm-sonnet
tree: dm-tree
absl: absl-py
gin: gin-config
open_clip: open-clip-torch
clip: clip openai-clip
paddle: paddlepaddle paddlepaddle-gpu
mmcv: mmcv mmcv-full mmcv-lite
llama_cpp: llama-cpp-python
llama_index: llama-index llama-index-core
fasttext: fasttext fasttext-wheel
lingua: lingua-language-detector
MeCab: mecab-python3
spellchecker: pyspellchecker
st_aggrid: streamlit-aggrid
fpdf: fpdf fpdf2
odf: odfpy
tables: tables pytables
win32api: pywin32
win32gui: pywin32
pythoncom: pywin32
RPi: rpi-gpio
board: adafruit-blinka
paho: paho-mqtt
kafka: kafka-python kafka-python-ng
gridfs: pymongo
tortoise: tortoise-orm
fastapi_cache: fastapi-cache2
grpc_tools: grpcio-tools
opentelemetry: opentelemetry-api opentelemetry-sdk
nasdaqdatalink: nasdaq-data-link
pypfopt: pyportfolioopt
riskfolio: riskfolio-lib
zipline: zipline-reloaded zipline
empyrical: empyrical empyrical-reloaded
pyfolio: pyfolio pyfolio-reloaded
ffmpeg: ffmpeg-python
distributed: distributed dask
cattr: cattrs
chess: chess
"""

#: Distributions and the import names of what they need in turn.
BROUGHT = """
pandas: numpy dateutil pytz
scikit-learn: numpy scipy joblib threadpoolctl
matplotlib: numpy PIL dateutil cycler
seaborn: numpy pandas matplotlib
scipy: numpy
statsmodels: numpy scipy pandas patsy
xgboost: numpy scipy
lightgbm: numpy scipy
catboost: numpy scipy pandas matplotlib plotly graphviz
imbalanced-learn: numpy scipy sklearn joblib
tensorflow: numpy keras h5py tensorboard requests google.protobuf absl
keras: numpy h5py
torch: numpy networkx sympy jinja2 typing_extensions
torchvision: numpy PIL torch
streamlit: pandas numpy altair requests PIL pyarrow toml google.protobuf
fastapi: pydantic starlette typing_extensions
fastapi[]: uvicorn httpx jinja2
uvicorn[]: httptools websockets yaml dotenv watchfiles
flask: werkzeug jinja2 markupsafe click itsdangerous
mlflow: numpy pandas sklearn scipy matplotlib flask requests yaml docker pyarrow pydantic packaging click
mlflow: google.protobuf cloudpickle
evidently: pandas numpy sklearn plotly pydantic scipy statsmodels requests yaml
transformers: numpy requests yaml tqdm huggingface_hub tokenizers safetensors regex packaging
sentence-transformers: torch transformers numpy sklearn scipy PIL tqdm huggingface_hub
datasets: pandas numpy pyarrow requests tqdm huggingface_hub
shap: numpy scipy sklearn pandas tqdm numba
lime: numpy scipy sklearn matplotlib tqdm skimage
gradio: pandas numpy pydantic requests PIL fastapi uvicorn httpx jinja2 huggingface_hub starlette
dash: flask plotly requests werkzeug dash_core_components dash_html_components dash_table
optuna: numpy tqdm yaml
spacy: numpy requests pydantic tqdm jinja2 typer
gensim: numpy scipy smart_open
nltk: tqdm joblib click regex
prefect: pydantic httpx yaml click typer requests
boto3: botocore s3transfer
requests: urllib3 certifi
jupyter: IPython notebook nbformat ipywidgets nbconvert
ydata-profiling: pandas numpy scipy matplotlib seaborn statsmodels yaml tqdm requests pydantic
pandas-profiling: pandas numpy scipy matplotlib seaborn yaml tqdm requests pydantic
umap-learn: numba sklearn numpy scipy
yfinance: pandas numpy requests bs4
prophet: pandas numpy matplotlib tqdm holidays
pmdarima: pandas numpy scipy sklearn statsmodels joblib
opencv-python: numpy
opencv-python-headless: numpy
scikit-image: numpy scipy PIL networkx imageio
openai: httpx pydantic tqdm
langchain: pydantic requests numpy yaml
scikit-surprise: numpy scipy joblib
fairlearn: numpy pandas sklearn scipy
pycaret: pandas numpy sklearn scipy joblib matplotlib plotly yaml tqdm lightgbm imblearn statsmodels
bentoml: numpy requests pydantic yaml click starlette uvicorn
feature-engine: pandas numpy sklearn scipy statsmodels
mlxtend: pandas numpy sklearn scipy matplotlib joblib
yellowbrick: numpy sklearn scipy matplotlib
plotly: packaging narwhals
ultralytics: numpy torch torchvision cv2 PIL yaml requests scipy matplotlib pandas tqdm
librosa: numpy scipy sklearn joblib numba soundfile
hydra-core: omegaconf
pytorch-lightning: torch torchmetrics numpy yaml tqdm packaging
lightning: torch torchmetrics numpy yaml tqdm packaging pytorch_lightning
delta-spark: pyspark
great-expectations: pandas numpy scipy jinja2 requests
dvc: yaml requests tqdm omegaconf networkx
kaggle: requests tqdm dateutil
opendatasets: kaggle tqdm click
category-encoders: numpy pandas sklearn scipy statsmodels patsy
lifelines: numpy pandas scipy matplotlib
flask-sqlalchemy: flask sqlalchemy
sqlmodel: pydantic sqlalchemy
kedro: yaml omegaconf click pluggy
zenml: pydantic click sqlalchemy yaml
ucimlrepo: pandas certifi
altair: pandas numpy jinja2
pydantic-settings: pydantic dotenv
prometheus-fastapi-instrumentator: prometheus_client
fastai: torch torchvision pandas numpy matplotlib sklearn scipy PIL yaml requests spacy fastcore
wandb: requests yaml click pydantic google.protobuf
apache-airflow: pendulum jinja2 requests sqlalchemy yaml
pingouin: numpy pandas scipy matplotlib seaborn sklearn statsmodels
missingno: numpy matplotlib scipy seaborn
scikit-plot: numpy matplotlib sklearn scipy
dagshub: mlflow requests pandas
tensorflow-cpu: numpy keras h5py tensorboard requests
scipy-notebook: numpy pandas matplotlib seaborn scipy sklearn skimage statsmodels bokeh sympy numba sqlalchemy dask
datascience-notebook: numpy pandas matplotlib seaborn scipy sklearn skimage statsmodels bokeh sympy numba dask
pyspark-notebook: pyspark numpy pandas matplotlib seaborn scipy sklearn skimage statsmodels bokeh sqlalchemy
tensorflow-notebook: tensorflow keras numpy pandas matplotlib seaborn scipy sklearn skimage statsmodels bokeh
"""

#: What an interpreter, a notebook service or a test run brings by itself.
PROVIDED = frozenset(
    {
        "IPython", "ipykernel", "google.colab", "kaggle_secrets", "kaggle_datasets", "setuptools", "pip", "wheel",
        "distutils", "__main__", "pytest", "_pytest", "dbutils", "imp", "asyncore", "cgi", "telnetlib",
        "pkg_resources",
    }
)  # fmt: skip
#: What projects call their own folders: where such a one is not here, no package is to be installed for it.
OWN_NAMES = frozenset({"app", "config", "helpers", "scripts", "src", "utils"})
# And what they call modules and folders beside these, which may be a declared package all the same.
_CALLED_AS_OWN = frozenset(
    {
        "api", "backend", "cleaning", "common", "components", "constants", "core", "custom", "data",
        "data_loader", "data_preprocessing", "data_processing", "database", "dataloader", "db",
        "evaluate", "evaluation", "exception", "exceptions", "feature_engineering", "features",
        "frontend", "functions", "lib", "loader", "logger", "logging_config", "logs", "main", "ml",
        "model", "models", "modules", "monitoring", "pipeline", "pipelines", "plots", "plotting",
        "predict", "prediction", "predictor", "preprocess", "preprocessing", "preprocessor",
        "routers", "routes", "schemas", "server", "service", "services", "settings", "tools",
        "train", "trainer", "training", "visualization",
    }
)  # fmt: skip
#: Distributions that are called as what code imports, and are empty: what brings the code has another name.
STAND_INS = {
    "sklearn": "scikit-learn", "imblearn": "imbalanced-learn", "bs4": "beautifulsoup4", "surprise": "scikit-surprise",
}  # fmt: skip
_ENDS_OF_OWN = ("_utils", "_helper", "_helpers", "_config")


def is_called_as_own(package: str) -> bool:
    """Whether projects call modules of their own so, and hardly anybody a package that is installed."""
    return package in _CALLED_AS_OWN or package.endswith(_ENDS_OF_OWN)
