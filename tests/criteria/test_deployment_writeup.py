"""deployment-writeup: what the texts say of where and how the project is deployed, and why so."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.deployment_writeup import deployment_writeup
from tests.criteria.kit import repository

APP = {
    "app.py": (
        "import joblib\n"
        "from fastapi import FastAPI\n"
        "app = FastAPI()\n"
        "model = joblib.load('m.pkl')\n"
        "\n"
        "@app.post('/predict')\n"
        "def predict(x: int):\n"
        "    return {'y': model.predict([[x]])[0]}\n"
    ),
    "requirements.txt": "fastapi\n",
    "Dockerfile": "FROM python:3.11\nCOPY . .\nRUN pip install -r requirements.txt\nCMD uvicorn app:app\n",
}
COMMANDS = "# Rent\n\n## Run\n\n```bash\nuvicorn app:app --reload\n```\n"


def level(folder: Path, text: str, files: dict[str, str] = APP) -> int | None:
    return deployment_writeup(repository(folder, {**files, "README.md": text})).level


@pytest.mark.parametrize(
    "text",
    [
        COMMANDS,
        "# Rent\n\nStart the server: python `app.py`\n",
        "# Rent\n\n    $ docker build -t rent .\n    $ docker run -p 80:80 rent\n",
        (
            "# Rent\n"
            "\n"
            "## Deployment\n"
            "\n"
            "The service runs on a small machine of Render, which builds it from the main branch on each push.\n"
        ),
        (
            "# Miete\n"
            "\n"
            "## Bereitstellung\n"
            "\n"
            "Der Dienst läuft auf einem kleinen Rechner bei Render und wird bei jeder Änderung neu gebaut.\n"
        ),
    ],
    ids=["uvicorn", "inline", "docker", "section", "german"],
)
def test_how_without_why_is_partial(text: str, tmp_path: Path) -> None:
    assert level(tmp_path, text) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The API runs on Cloud Run because it scales to zero and we are asked a few times a day.",
        "We deploy a batch job instead of an endpoint, as predictions are needed once a night.",
        "O contêiner roda no Cloud Run porque o deploy escala até zero e o custo é baixo.",
        "Elegimos un contenedor Docker en AWS Lambda para que el despliegue escale a cero.",
        "Nous utilisons Docker et un serveur au lieu de AWS Lambda pour garder le modèle en mémoire.",
        "Wir nutzen Docker statt einer Lambda, damit das Modell im Speicher bleibt.",
        "Kami memilih Docker di server kampus karena data tidak boleh keluar dari jaringan.",
        "我们把模型部署在容器里，因为这样服务器的环境始终一致，成本也更低。",
        "Модель развернута в контейнере на своём сервере, потому что данные нельзя выносить.",
    ],
)
def test_a_choice_with_its_reason_is_met(sentence: str, tmp_path: Path) -> None:
    finding = deployment_writeup(
        repository(tmp_path, {**APP, "README.md": f"{COMMANDS}\n## Deployment\n\n{sentence}\n"})
    )
    assert finding.level == 2
    assert finding.evidence[0].excerpt.startswith(sentence[:20])


def test_a_reason_may_go_over_several_lines(tmp_path: Path) -> None:
    text = (
        f"{COMMANDS}\n"
        f"## Deployment\n"
        f"\n"
        f"The API runs in a container on one small\n"
        f"machine. We avoided Kubernetes because nobody\n"
        f"here would look after it.\n"
    )
    assert level(tmp_path, text) == 2


def test_a_table_with_a_column_of_reasons_is_met(tmp_path: Path) -> None:
    rows = "| Choice | Why | Price |\n|---|---|---|\n| One process | No hand-over | Blocks |\n| JSON | Runs no code | Two kinds only |\n"
    assert level(tmp_path, f"{COMMANDS}\n## Deployment\n\n{rows}") == 2


@pytest.mark.parametrize(
    ("row", "expected"), [("| Latency | How long a boat waits |", 1), ("| Docker | The same boat everywhere |", 2)]
)
def test_a_table_below_it_of_something_else_weighs_no_ways_to_deploy(row: str, expected: int, tmp_path: Path) -> None:
    text = f"## In production\n\nIt runs.\n\n### What there is\n\n| What | Why |\n|---|---|\n{row}\n"
    assert level(tmp_path, f"{COMMANDS}\n{text}") == expected


def test_ways_to_deploy_set_against_one_another_are_met(tmp_path: Path) -> None:
    table = "| | Lambda | EC2 |\n|---|---|---|\n| Cost | per call | fixed |\n| Best for | rare calls | steady load |\n"
    assert level(tmp_path, f"{COMMANDS}\n## Deployment options\n\n{table}") == 2


@pytest.mark.parametrize(
    "text",
    [
        "# Rent\n\nA model of rents.\n",
        "# Rent\n\nNot dockerized yet.\n\n## Future work\n\nDeploy on AWS Lambda because it scales to zero.\n",
        "# Rent\n\n## Deployment (coming soon)\n\nTODO\n",
        "# Rent\n\n## Deployment\n\nTODO\n",
        "# Rent\n\nFastAPI, Docker, Kubernetes, AWS, Heroku, Render, Cloud Run, serverless, uvicorn.\n",
        "# Rent\n\n```bash\npip install -r requirements.txt\njupyter notebook\n```\n",
    ],
    ids=["silent", "plan", "coming soon", "todo", "names", "notebook"],
)
def test_words_and_plans_are_nothing(text: str, tmp_path: Path) -> None:
    assert level(tmp_path, text) == 0


def test_a_command_for_what_is_not_there_is_nothing(tmp_path: Path) -> None:
    text = COMMANDS + "\n```bash\ndocker build -t rent .\n```\n"
    assert level(tmp_path, text, {"train.py": "print(1)\n"}) == 0


MAIN = "import uvicorn\nif __name__ == '__main__':\n    uvicorn.run('app:app')\n"


@pytest.mark.parametrize(
    ("command", "name", "code"),
    [
        ("python main.py", "main.py", MAIN),
        ("make serve", "Makefile", "serve:\n\tuvicorn app:app\n"),
        ("make up", "Makefile", "up:\n\tdocker build -t rent .\n"),
    ],
)
def test_a_command_that_starts_what_can_be_asked_is_partial(command: str, name: str, code: str, tmp_path: Path) -> None:
    text = f"# Rent\n\n```bash\n{command}\n```\n"
    assert level(tmp_path / "a", text, {**APP, name: code}) == 1
    assert level(tmp_path / "b", text, {"other.py": "print(1)\n"}) == 0


def test_where_it_runs_is_partial(tmp_path: Path) -> None:
    assert level(tmp_path, "# Rent\n\nTry it at <https://rent-abc.onrender.com>.\n") == 1


def test_an_option_that_is_recommended_is_a_choice(tmp_path: Path) -> None:
    text = f"{COMMANDS}\n## Deployment\n\n### Option 1: Docker Compose (recommended)\n\nUp.\n\n### Option 2: Heroku\n"
    assert level(tmp_path / "a", text) == 2
    assert level(tmp_path / "b", "# Rent\n\n## Run with Docker (recommended)\n\n`uvicorn app:app`\n") == 1


def test_why_a_model_was_chosen_is_no_reason_of_the_deployment(tmp_path: Path) -> None:
    text = f"{COMMANDS}\nFor the deployment in Docker we chose the random forest because of its recall.\n"
    assert level(tmp_path, text) == 1


@pytest.mark.parametrize(
    ("sentence", "reached"),
    [
        ("In order to launch the docker container and forward its port, execute the command:", 1),
        ("Since this project uses docker and compose, both of them are needed on your server.", 1),
        ("We run it on Lambda instead of a container on ECS, so that nothing is paid for between the requests.", 2),
    ],
)
def test_what_a_step_is_for_is_no_reason_of_the_deployment(sentence: str, reached: int, tmp_path: Path) -> None:
    assert level(tmp_path, f"{COMMANDS}\n## Deployment\n\n{sentence}\n") == reached


def test_what_a_generator_wrote_is_nothing(tmp_path: Path) -> None:
    text = (
        "This is a Next.js project bootstrapped with create-next-app.\n"
        "\n"
        "## Deploy on Vercel\n"
        "\n"
        "The easiest way to deploy your app is to use the platform from its creators, because it is simple.\n"
    )
    files = {**APP, "web/README.md": text}
    assert level(tmp_path, "# Rent\n", files) == 0


def test_a_story_without_any_code_is_nothing(tmp_path: Path) -> None:
    text = f"{COMMANDS}\n## Deployment\n\nThe API runs in a container on Cloud Run because it scales to zero.\n"
    assert level(tmp_path, text, {}) == 0


def test_how_it_would_be_deployed_counts_as_well_if_it_is_told(tmp_path: Path) -> None:
    wish = "# Rent\n\n## Deployment\n\nThe API would run in a container on Cloud Run, because that scales to zero.\n"
    files = {"train.py": "from kept import answers, rows\nfrom sklearn.svm import SVC\nSVC().fit(rows, answers)\n"}
    assert level(tmp_path, wish, files) == 1
    assert (
        level(tmp_path, f"{wish} It would be asked for a rent a few times a day, and read the flat from a form.", files)
        == 2
    )


@pytest.mark.parametrize(
    ("heading", "choice"),
    [
        ("Where it runs", "Everything runs on my own machine, as a job at night. What we lose is the answer in the same second."),
        ("Why EC2 and not Lambda?", "The image is big, and one machine is enough: Lambda's cold starts made the form feel broken."),
        ("Where it would run", "Nothing is online. A job every night on one PC; the price is that no answer comes at once."),
        ("Choix de déploiement", "Un seul conteneur, gratuit ; en contrepartie il s'endort et le premier appel est lent."),
        ("Onde isso roda", "Roda na minha máquina com uvicorn. Publicar no Render sairia caro, e em troca ganho pouco."),
        ("Wo läuft die App?", "Nur auf meinem Rechner. Ein Image habe ich weggelassen, es wäre mehr Arbeit als Nutzen gewesen."),
        ("Deployment (planned)", (
            "It is not online yet. A script will run on the first day of each month on the server of the company, read all "
            "members from their table and write a list. We preferred that over a web API, as nobody needs an answer at once."
        )),
    ],
)  # fmt: skip
def test_what_a_choice_costs_is_its_trade_off_below_a_heading_that_asks_where_it_runs(
    tmp_path: Path, heading: str, choice: str
) -> None:
    assert level(tmp_path, f"# Rent\n\n## {heading}\n\n{choice}\n") == 2


def test_the_same_words_elsewhere_are_none(tmp_path: Path) -> None:
    text = f"{COMMANDS}\n## Data\n\nWe preferred the rows of one year. What we lose is the answer for older flats.\n"
    assert level(tmp_path, text) == 1


@pytest.mark.parametrize("heading", ["Why not accuracy?", "SHAP in practice"])
def test_a_choice_of_something_else_is_none_of_the_deployment(tmp_path: Path, heading: str) -> None:
    text = f"{COMMANDS}\n## {heading}\n\nWe preferred the recall, as a miss is worse: what we lose is a day of work for a false alarm.\n"
    assert level(tmp_path, text) == 1


def test_what_a_reader_may_prefer_is_no_choice(tmp_path: Path) -> None:
    text = f"{COMMANDS}\n## Docker\n\nYou can build and run both services with Docker if you prefer that over Python.\n"
    assert level(tmp_path, text) == 1


def test_a_plan_is_one_below_its_heading_as_well(tmp_path: Path) -> None:
    text = "# Rent\n\n## Future work\n\n### Deployment\n\n- [ ] an API with FastAPI\n- [ ] a container with Docker\n- [ ] the cloud: AWS or Azure or GCP\n"
    assert level(tmp_path, text) == 0


def test_a_command_may_stand_after_what_it_is_for(tmp_path: Path) -> None:
    assert (
        level(tmp_path, "# Rent\n\n- build the image: docker build -t rent .\n- run: docker run -p 80:80 rent\n") == 1
    )


def test_who_has_said_where_it_runs_is_not_asked_for_it(tmp_path: Path) -> None:
    text = (
        COMMANDS + "\n## Deployment on AWS Lambda\n\n- Go to the console and choose the image of the service there.\n"
    )
    finding = deployment_writeup(repository(tmp_path, {**APP, "README.md": text}))
    assert finding.level == 1
    assert (finding.fix or "").startswith("README.md:9 says where the project runs: add why, below a heading")


@pytest.mark.parametrize(
    ("title", "line"),
    [("Set-up (AWS)", 12), ("Starting it on EC2", 12), ("Data from AWS", None), ("Set-up (local)", None)],
)
def test_what_is_run_below_how_to_set_it_up_on_a_platform_says_where_it_runs(
    title: str, line: int | None, tmp_path: Path
) -> None:
    text = f"{COMMANDS}\n## {title}\n\n- An AWS account\n- Run the jobs of the night on EC2 with the script there\n"
    fix = deployment_writeup(repository(tmp_path, {**APP, "README.md": text})).fix or ""
    assert fix.startswith(f"README.md:{line} says where the project runs" if line else "README.md:6 says how to start")


def test_an_account_that_is_needed_does_not_say_where_it_runs(tmp_path: Path) -> None:
    text = f"{COMMANDS}\n## Set-up of AWS\n\nYou need an AWS account, and the AWS CLI to be installed for the calls.\n"
    fix = deployment_writeup(repository(tmp_path, {**APP, "README.md": text})).fix or ""
    assert fix.startswith("README.md:6 says how to start")


@pytest.mark.parametrize(
    "text",
    [
        "**Where it runs.** On the laptop in the office, as a task at six; not in a cloud, the price is a trip to it.",
        "## Where it runs\n\nOn the agent's own desk, since the tenants' letters mustn't be seen by anybody else.",
        "**Wo es läuft.** Auf dem Rechner im Büro, nicht in der Cloud, obwohl das bequemer wäre für uns alle.",
        "## Где это работает\n\nНа компьютере в офисе. Сервис не делали сознательно: список нужен раз в неделю одному.",
    ],
)
def test_where_it_runs_and_why_may_be_told_below_a_label(text: str, tmp_path: Path) -> None:
    assert level(tmp_path, f"{COMMANDS}\n{text}\n") == 2


@pytest.mark.parametrize(
    "text",
    [
        "## Needs\n\nAs an agent, I want a container with the production model so that I can price flats.",
        "## Blueprint\n\nThe pricing should be packaged in a container so that it can be moved to the cloud later.",
        "## Models\n\nThe importance is of the model used to produce the production price rather than of another.",
        "**Where it comes from.** From the agents' own lists, since the others must pay for theirs.",
    ],
)
def test_requirements_and_reasons_of_something_else_are_no_choice(text: str, tmp_path: Path) -> None:
    assert level(tmp_path, f"{COMMANDS}\n{text}\n") == 1


def test_a_name_makes_no_choice_of_words_that_fit_any_project(tmp_path: Path) -> None:
    told = "RentWise is deployed with a cloud-native and scalable architecture, ensuring low latency for users."
    assert level(tmp_path, f"# RentWise\n{COMMANDS[6:]}\n## Deployment\n\n{told}\n") == 1


@pytest.mark.parametrize("command", ["litestar --app app:app run --port 8000", "podman compose up"])
def test_other_servers_and_engines_start_it_as_well(command: str, tmp_path: Path) -> None:
    files = {**APP, "compose.yaml": "services:\n  rent:\n    build: .\n"}
    assert level(tmp_path, f"# Rent\n\n```\n{command}\n```\n", files) == 1


@pytest.mark.parametrize(
    ("heading", "text", "reached"),
    [
        ("C) Why the files are mounted in Docker", "Weights change each week and the code does not, and an image with them takes long to push.", 2),
        ("Why the files have two columns", "Weights change each week and the code does not, and a table with them takes long to push.", 1),
        ("Where it lives", "It runs on a rented server. I preferred that to a serverless function: xgboost takes four seconds to load.", 2),
        ("In production", "We preferred xgboost over the forest for the production model.", 1),
        ("Docker build in stages", "Three targets share one base without the graphics drivers, reducing image size.", 2),
        ("Preparation in stages", "Three targets share one base without the graphics drivers, reducing image size.", 1),
    ],
)  # fmt: skip
def test_what_stands_below_the_question_why_is_its_answer_and_a_model_may_be_named_in_it(
    tmp_path: Path, heading: str, text: str, reached: int
) -> None:
    assert level(tmp_path, f"{COMMANDS}\n## {heading}\n\n{text}\n") == reached


@pytest.mark.parametrize(
    ("heading", "text", "reached"),
    [
        ("Deployment", "The image is kept in a registry on AWS and pulled from there for reliable restarts.", 2),
        ("Deployment", "- **Docker**: the service is put into one container for portable and repeatable starts.", 2),
        ("From push to server", "The use of EC2 provides a scalable host, so heavy days are no trouble for it.", 2),
        ("Tools", "We build with Docker, and we rent machines from AWS for scalability and security.", 1),
        ("Deployment", "For secure deployments of it, set the password in the settings of your Docker container.", 1),
        ("Deployment", "Docker for consistent environments", 1),
        ("The data", "Rows are put into one container class for portable and repeatable reading of them.", 1),
        ("Deployment", "Coming soon: we move the service to AWS for its scalability and its availability.", 1),
    ],
)
def test_what_a_platform_or_a_container_is_taken_for_is_a_reason(
    tmp_path: Path, heading: str, text: str, reached: int
) -> None:
    finding = deployment_writeup(repository(tmp_path, {**APP, "README.md": f"{COMMANDS}\n## {heading}\n\n{text}\n"}))
    assert finding.level == reached
    assert ("and why in that way (README.md:11)" in finding.reason) == (reached == 2)


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("In Streamlit a form takes a few lines, and that is less to write than a Flask app with its pages.", 2),
        ("In Streamlit a form takes a few lines, and that is less to write than a page with scripts in it.", 1),
        ("Streamlit over Flask, it is.", 1),
    ],
)
def test_one_way_to_serve_that_is_set_against_another_is_a_choice(tmp_path: Path, text: str, reached: int) -> None:
    finding = deployment_writeup(repository(tmp_path, {**APP, "README.md": f"{COMMANDS}\n## Input\n\n{text}\n"}))
    assert finding.level == reached
    assert ("and why in that way (README.md:11)" in finding.reason) == (reached == 2)


def test_a_section_whose_commands_are_still_to_be_written_says_nothing(tmp_path: Path) -> None:
    text = "# Rent\n\n## Deployment\n\nThe model will be served to all of our agents as a real-time API:\n\n```bash\n{}\n```\n"
    assert level(tmp_path / "open", text.format("will be updated...")) == 0
    assert level(tmp_path / "written", text.format("kubectl apply -f rent.yaml")) == 1


@pytest.mark.parametrize(("what", "reached"), [("service", 2), ("steps", 1), ("data", 1)])
def test_where_the_steps_of_a_run_stand_is_not_where_it_is_deployed(tmp_path: Path, what: str, reached: int) -> None:
    text = "The second of them reads what the first wrote and nothing else, because only that was checked by then."
    assert level(tmp_path, f"{COMMANDS}\n## Where the {what} run, and why there\n\n{text}\n") == reached


def test_of_several_reasons_the_plainest_is_shown_on_its_own_line(tmp_path: Path) -> None:
    text = (
        f"{COMMANDS}\n## Deployment\n\n> Why do we choose a cloud server instead of another, and for which reason?\n\n"
        "The host is restarted each night so no worker keeps what it was asked for long.\n\n"
        "The image is small.\nWe chose Fargate instead of a machine of our own, which is cheaper for few requests.\n"
    )
    finding = deployment_writeup(repository(tmp_path, {**APP, "README.md": text}))
    assert finding.level == 2
    assert finding.evidence[0].excerpt.startswith("We chose Fargate instead of a machine")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Check that the container of the service is running and not Exited.", 1),
        ("The service is deployed on a small machine and not on a cluster, as one process is enough.", 2),
    ],
)
def test_what_a_command_should_show_is_no_choice(sentence: str, expected: int, tmp_path: Path) -> None:
    assert level(tmp_path, f"{COMMANDS}\n## Deployment\n\n{sentence}\n") == expected


TOLD_BELOW = {
    "So läuft es im Betrieb": "Das Modell rechnet montags auf einem kleinen Rechner im Amt. Auf eine Cloud haben wir verzichtet, da die Mieten das Haus nicht verlassen dürfen. Ein Cronjob genügt.",
    "Betrieb": "Die Mieten werden nachts als Stapelverarbeitung bewertet. Echtzeit wurde verworfen, weil Verträge ohnehin erst am Folgetag geprüft werden.",
    "Implementasi": "Perkiraan sewa dijalankan tiap Senin lewat penjadwal di server kantor. Kami memilih berkas Excel alih-alih aplikasi web agar staf tidak perlu belajar alat baru.",
    "Внедрение": "Расчёт аренды идёт ночью на сервере отдела. Пакетный режим выбран потому, что цены смотрят раз в день, и онлайн-сервис лишь увеличил бы расходы.",
    "Как это работает на предприятии": "Модель крутится на компьютере в щитовой. Облако не подошло: сеть изолирована от интернета, а цены нужны раз в сутки.",
    "Как пользуемся": "Скрипт запускается на старом ноутбуке и печатает аренду. Приложение делать не стали: его никто не откроет, а принтер и так стоит рядом с дверью.",
    "实际怎么用": "每天下午在办公室的电脑上跑一次，租金发到群里。没有租云服务器，因为一天只算一次，而且数据不允许出校园网。",
    "部署": "每周一凌晨在总部的一台旧服务器上批量运行，结果写进采购系统。没有做成在线接口，因为订货一周只有一次，批处理更省事，坏了也容易重跑。",
    "कैसे लगाया गया": "मॉडल हर शाम समिति के दफ़्तर के कंप्यूटर पर चलता है और सूची भेजता है। क्लाउड इसलिए नहीं चुना क्योंकि गाँव में इंटरनेट दिन में कई बार चला जाता है।",
    "Triển khai": "Mô hình tính giá thuê chạy mỗi tối trên máy tính của văn phòng. Chúng tôi không thuê máy chủ đám mây vì dữ liệu không được rời khỏi tòa nhà và giá chỉ xem một lần mỗi ngày.",
}
ONLY_PLANNED = {
    "Triển khai": "Dự kiến mô hình sẽ được triển khai lên máy chủ đám mây vì mọi người đều muốn xem giá thuê từ nhà.",
    "Betrieb": "Ein Deployment in der Cloud ist geplant, weil die Mieten dort von allen gelesen werden können und der Server im Amt zu langsam ist, so denken wir uns das jedenfalls bisher.",
    "Penerapan": "Rencananya model sewa akan dipasang di cloud karena server kantor sering mati dan semua orang perlu membuka daftar itu dari rumah, begitulah yang kami bayangkan sekarang.",
    "Внедрение": "Планируется развернуть модель в облаке, потому что облако масштабируется, а сервер отдела старый и шумный, и все хотят смотреть на цены аренды из дома, как мы думаем сейчас.",
    "部署": "计划部署到云上，因为云有弹性，租金列表大家在家里都能看，总部的服务器又旧又慢，目前我们是这样想的，以后再看情况决定到底怎么做。",
}


@pytest.mark.parametrize(("title", "told"), TOLD_BELOW.items(), ids=TOLD_BELOW)
def test_a_choice_with_its_reason_is_read_in_any_language(title: str, told: str, tmp_path: Path) -> None:
    assert level(tmp_path, f"# Rent\n\n## {title}\n\n{told}\n") == 2


@pytest.mark.parametrize(("title", "told"), ONLY_PLANNED.items(), ids=ONLY_PLANNED)
def test_a_deployment_that_is_only_planned_is_no_choice_in_any_language(title: str, told: str, tmp_path: Path) -> None:
    assert (level(tmp_path, f"# Rent\n\n## {title}\n\n{told}\n") or 0) < 2


def test_the_reason_is_quoted_and_not_only_the_line_that_it_stands_in(tmp_path: Path) -> None:
    told = "The service answers requests for rents of flats and rooms and houses in all parts of the town. " * 3
    why = "It runs in a Docker container on a small EC2 server, because the free tier of AWS is enough for it."
    found = deployment_writeup(
        repository(tmp_path, {**APP, "README.md": f"{COMMANDS}\n## Deployment\n\n{told}{why}\n"})
    )
    assert found.level == 2
    assert "because the free tier of AWS is enough" in found.evidence[0].excerpt
