"""Made-up content for the pattern page: what a real page of Kabupaten Nusa Contoh would say."""

SWATCHES = [
    "ground",
    "surface",
    "sunken",
    "accent",
    "accent-more",
    "accent-tint",
    "banner",
    "green",
    "green-tint",
    "amber",
    "amber-tint",
    "red",
    "red-tint",
]

SHORTCUTS = ["KTP hilang", "Akta kelahiran", "Pindah rumah", "Izin usaha"]

LIFE_EVENTS = [
    {"text": "Punya anak", "icon_name": "baby", "note": "7 layanan"},
    {"text": "Masuk sekolah", "icon_name": "graduation-cap", "note": "4 layanan"},
    {"text": "Menikah", "icon_name": "heart", "note": "3 layanan"},
    {"text": "Buka usaha", "icon_name": "store", "note": "11 layanan"},
    {"text": "Pindah rumah", "icon_name": "truck", "note": "5 layanan"},
    {"text": "Sakit", "icon_name": "stethoscope", "note": "9 layanan"},
    {"text": "Kehilangan dokumen", "icon_name": "id-card", "note": "4 layanan"},
    {"text": "Keluarga meninggal", "icon_name": "flower-2", "note": "3 layanan"},
]

FACTS = [
    {"label": "Biaya", "value": "Gratis", "icon_name": "wallet", "component": "biaya"},
    {
        "label": "Waktu",
        "value": "1 hari kerja",
        "icon_name": "hourglass",
        "component": "jangka_waktu",
    },
    {"label": "Loket", "value": "Buka s.d. 15.30", "icon_name": "clock", "status": "good"},
]

LONG_FACTS = [
    {
        "label": "Biaya",
        "value": "Rp25.000 sampai Rp1.250.000",
        "icon_name": "wallet",
        "note": "Menurut jenis kendaraan",
    },
    {
        "label": "Waktu",
        "value": "14 hari kerja",
        "icon_name": "hourglass",
        "note": "Sejak berkas lengkap dan benar",
    },
    {"label": "Loket", "value": "Tutup, buka Senin 08.00", "icon_name": "clock", "status": "quiet"},
]

SERVICES = [
    {
        "title": "Penggantian KTP-el karena hilang, rusak, atau perubahan data",
        "text": "Dinas Kependudukan dan Pencatatan Sipil",
        "facts": [
            {"text": "Gratis", "icon_name": "wallet"},
            {"text": "1 hari kerja", "icon_name": "hourglass"},
            {"text": "Bisa daring", "icon_name": "globe"},
        ],
    },
    {
        "title": "Akta kelahiran",
        "text": "Dinas Kependudukan dan Pencatatan Sipil",
        "facts": [
            {"text": "Gratis", "icon_name": "wallet"},
            {"text": "2 hari kerja", "icon_name": "hourglass"},
        ],
    },
    {
        "title": "Uji berkala kendaraan bermotor (KIR)",
        "text": "Dinas Perhubungan",
        "facts": [
            {"text": "Mulai Rp25.000", "icon_name": "wallet"},
            {"text": "90 menit", "icon_name": "hourglass"},
        ],
    },
]

REQUIREMENTS = [
    {"text": "Surat keterangan kehilangan dari kepolisian", "note": "Asli, 1 lembar"},
    {"text": "Fotokopi Kartu Keluarga", "note": "1 lembar"},
    {
        "text": "Formulir F-1.02",
        "note": "Tersedia di loket; boleh diisi lebih dulu di rumah",
    },
]

STEPS = [
    {"text": "Serahkan berkas di loket 1 sampai 4.", "note": "Disdukcapil, 5 menit"},
    {"text": "Petugas mencocokkan data Anda.", "note": "10 menit"},
    {"text": "KTP dicetak dan diperiksa.", "note": "Paling lama besok"},
    {"text": "Ambil KTP baru di loket 6.", "note": "Bawa tanda terima"},
]

PLACE = {
    "name": "Dinas Kependudukan dan Pencatatan Sipil",
    "address": "Jl. Merdeka Contoh No. 12, Kota Contoh",
    "phone": "(0000) 10108",
    "open_now": {"kind": "good", "text": "Buka sampai 15.30"},
    "hours": [
        {"days": "Senin sampai Kamis", "times": "08.00 sampai 15.30", "today": True},
        {"days": "Jumat", "times": "08.00 sampai 11.30", "today": False},
        {"days": "Sabtu, Minggu", "times": "Tutup", "today": False},
    ],
}

STANDARD = [
    {
        "title": "Dasar hukum",
        "component": "dasar_hukum",
        "text": "UU 24/2013 tentang Administrasi Kependudukan.\n\nPerpres 96/2018 tentang"
        " Persyaratan dan Tata Cara Pendaftaran Penduduk dan Pencatatan Sipil.",
    },
    {
        "title": "Sarana dan prasarana",
        "component": "sarana_prasarana",
        "text": "Ruang tunggu 60 kursi, mesin antrean, jalur landai, kursi roda, ruang laktasi.",
    },
    {
        "title": "Jaminan pelayanan",
        "component": "jaminan_pelayanan",
        "text": "Selesai sesuai standar, tanpa pungutan. Bila terlambat, hasil dikirim ke alamat"
        " Anda tanpa biaya.",
    },
]

CARD = {
    "title": "Ganti KTP yang hilang atau rusak",
    "product": "Anda mendapat KTP-el baru dengan NIK yang sama.",
    "agency": "Dinas Kependudukan dan Pencatatan Sipil",
}

TRAIL = [
    {"text": "Layanan", "address": "#"},
    {"text": "Dinas Kependudukan dan Pencatatan Sipil", "address": "#"},
]

CASES = ["Hilang", "Rusak", "Data berubah", "Pindah datang"]

FILTERS = [
    {"text": "Gratis", "count": 38, "current": True},
    {"text": "Bisa daring", "count": 21, "current": False},
    {"text": "Selesai hari itu juga", "count": 17, "current": False},
    {"text": "Untuk usaha", "count": 11, "current": False},
]

FIGURES = [
    {"name": "Kepuasan warga", "value": "88,1", "note": "Survei semester I 2026, 4.812 jawaban"},
    {"name": "Standar lengkap", "value": "55 dari 61", "note": "Semua 14 komponen terisi"},
    {"name": "Pengaduan tepat waktu", "value": "94%", "note": "Tiga bulan terakhir"},
]

TABLE_HEADS = [{"text": "Jenis kendaraan"}, {"text": "Dasar hukum"}, {"text": "Tarif", "number": 1}]
TABLE_ROWS = [
    ["Mobil penumpang", "Perda 1/2024", {"text": "Rp50.000", "number": 1}],
    ["Mobil barang di atas 8.000 kg", "Perda 1/2024", {"text": "Rp125.000", "number": 1}],
    ["Kereta tempelan", "Perda 1/2024", {"text": "Rp75.000", "number": 1}],
]

EVENTS = [
    {
        "title": "Diterima",
        "when": "Senin, 9 November 2026 pukul 10.14",
        "text": "Nomor Anda PGD-2026-000123-7.",
        "next": False,
    },
    {
        "title": "Diteruskan ke Dinas Sosial",
        "when": "Kamis, 12 November 2026",
        "text": "",
        "next": False,
    },
    {
        "title": "Jawaban paling lambat",
        "when": "Kamis, 19 November 2026",
        "text": "",
        "next": True,
    },
]

SUGGESTIONS = [
    {"title": "KTP hilang atau rusak", "address": "#", "note": "Disdukcapil"},
    {"title": "KTP-el baru untuk usia 17 tahun", "address": "#", "note": "Disdukcapil"},
    {"title": "Surat kehilangan", "address": "#", "note": "Kecamatan"},
]
