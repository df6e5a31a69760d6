"""What cards of any model say: sentences that name nothing of the one that they stand for.

"To be used by qualified users for the purpose it was designed for" and "Le modèle peut se tromper" hold of each model.
"""

from __future__ import annotations

from functools import lru_cache

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.vague import is_vague

# Beside the words that all projects use.
_OF_CARDS = frozenset(
    """
    internal scope outside downstream upstream documentation documented described description descriptions qualified
    trained exercise recommendation recommendations designed consideration considerations taken throughout caution
    tracked tracker procedure procedures cover covered direct indirect depend depends conditions section sections
    preprocessing preprocessed reliance preparation prepared created author authors maintainer maintainers owner
    accordance according assumption assumptions suited suitability usage exclude excluded disclose disclosed
    acceptable satisfying expected expectation expectations drawback drawbacks elsewhere refer reference
    """.split()  # noqa: SIM905 - read more easily so
)
_ELSEWHERE = """
modelo modèle modell deve debe doit debería dever ser usado usar utilizado utilizar utilisé utiliser usuário usuários
usuario usuarios utilisateur utilisateurs acordo acuerdo com con avec finalidade finalidad finalité para qual cual
lequel quel foi fue été être desenvolvido desarrollado développé desarrollo desenvolvimento capacitados calificados
qualifiés por pelo par foram fueron ont dados datos données adequados adecuados adéquates problema problème tratamento
tratamiento traitement conforme boas buenas bonnes práticas prácticas pratiques as los las les des del dos das o a os
e y et de la le el un uma une em en dans ao aos au aux métricas métriques escolhidas elegidas choisies modo refletir
reflejar refléter desempenho desempeño rendimiento performance performances como comme todo tout toute toda tous este
esta ce cette tem tiene limitações limitaciones limitações limites límites que levadas levados tenidas conta cuenta
compte questões cuestiones questions éticas éthiques consideradas consideradas considérées durante durant usage uso uso
besoins necesidades necessidades exprimés non não no historiques históricos históricas fiables fiáveis confiáveis
nettoyées limpios limpos indicateurs indicadores usuels usuales usuais domaine dominio domínio peut puede pode se
tromper equivocarse errar équitable justo équipe equipo equipe projet proyecto projeto est es é ser sont são son
entraîné entrenado treinado entraînement entrenamiento treino treinamento évalué evaluado avaliado padrão estándar
standard qualidade calidad qualité alta haute outros otros autres fora fuera dehors escopo alcance portée resultados
résultats dependem dependen dépendent cuidado prudence ver voir documentação documentación documentation
das der die ein eine ist sind wird wurde wurden werden soll sollte mit für von zu und den dem wie jedes alle daten
nutzer anwender zweck bestimmungsgemäß vorgesehen vorgesehenen verwendet verwenden entwickelt trainiert qualität hoher
üblichen übliche metriken grenzen einschränkungen beachten hat kann fehler machen siehe dokumentation geeignete
"""
_STEM = 5
_FEWEST = 4
_WORD = re.compile(r"[^\W\d_]+")
# What the template of a hub or a framework says before anybody wrote into it.
_TEMPLATE = re.compile(
    r"(?:this is the model card of an? .{0,40}model that has been pushed|made aware of the risks, biases and"
    r" limitations|this model ?card (?:has been|was) (?:automatically )?generated|model ?card aims to be a base"
    r" template|this is your new .{0,20}project|this template (?:provides|should help))",
    re.IGNORECASE,
)
# What is said of every model is said of none: "Jedes Modell hat Grenzen".
_OF_EVERY = re.compile(
    r"\W*(?:(?:every|each|any|all|jedes|alle|kein|setiap|semua|(?:у )?(?:кажд|люб)\w{2,3}|todos?|todos (?:os|los)"
    r"|cualquier|qualquer|tout|chaque|tous les|ogni|qualsiasi|हर|सभी) (?:[\w-]+ )?"
    r"(?:models?|modelle?|modelos?|mod[èe]les?|modell[oi]|модел\w{1,2}|मॉडल)"
    r"|(?:任何|所有|每个)(?:的)?模型)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\d|`|_")
_POINTS = re.compile(r"\d|`|_|\"|“|://|(?<=[^\W\d_][,;] )[A-Z]|(?<=[a-zà-ÿ] )[A-ZÀ-Ý]\w")


@lru_cache(maxsize=1)
def _elsewhere() -> frozenset[str]:
    """How generic words of other languages begin, made when the first sentence is asked about."""
    return frozenset(word[:_STEM] for word in _ELSEWHERE.split())


@lru_cache(maxsize=256)
def is_boilerplate(text: str) -> bool:
    """Whether a text of a card would stand as well in the card of any other model."""
    text = ".".join(sentence for sentence in text.split(".") if not _TEMPLATE.search(sentence))
    words = [word.lower() for word in _WORD.findall(text)]
    if not words or is_vague(text, _OF_CARDS) or (_OF_EVERY.match(text) and not _NAMED.search(text)):
        return True
    return (
        len(words) >= _FEWEST
        and not _POINTS.search(text)
        and all(word[:_STEM] in _elsewhere() for word in words if len(word) > 1)
    )
