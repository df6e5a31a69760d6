"""The case study: in Vietnamese, too, a text may tell it, and how to install something tells none."""

from __future__ import annotations

from pathlib import Path

from tests.criteria.test_case_study import judged

VIETNAMESE = """\
# Định giá thuyền cũ ở bến Tây

Dự án nhằm dự đoán giá bán của một chiếc thuyền cũ ở bến Tây trước khi chủ bến mua lại nó vào mùa đông.

## Quyết định kỹ thuật

1. **Thang logarit:** giá thuyền ở bến rất lệch, nên mô hình được huấn luyện trên logarit của giá để vài chiếc du thuyền
đắt tiền không kéo lệch cả phần còn lại của bến.
2. **Làm sạch dữ liệu:** hai sổ của bến ghi cùng một chiếc thuyền dưới hai tên, vì thế chúng tôi trích xuất số hiệu vỏ
thuyền và bỏ các dòng trùng, chứ chẳng dựa vào tên mà người bán tự viết.
3. **Rừng ngẫu nhiên thay cho hồi quy:** chiều dài và tuổi thuyền ảnh hưởng lẫn nhau, nên thuật toán cây được chọn thay
cho hồi quy tuyến tính, đổi lại chủ bến khó đọc từng hệ số hơn.

## Kết quả

Trên những chiếc thuyền của năm sau, mô hình cây tốt hơn hẳn bảng giá mà bến đang dùng và sai ít hơn ở thuyền buồm.
"""


def test_decisions_with_their_reasons_tell_a_story_in_vietnamese_too(tmp_path: Path) -> None:
    assert judged(tmp_path, "case-study-content", {"README.md": VIETNAMESE}).level == 1


def test_how_to_install_it_tells_none_in_vietnamese_either(tmp_path: Path) -> None:
    manual = "# Thuyền\n\n## Cài đặt\n\n" + VIETNAMESE.partition("## Kết quả")[0].replace("#", "").strip()
    assert judged(tmp_path, "case-study-content", {"README.md": manual}).level == 0
