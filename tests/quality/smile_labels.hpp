// SPDX-License-Identifier: Apache-2.0
// Which of the generated faces and of the official portraits smile and whose mouths are open, as seen by eye; doubtful
// ones are in no list. The labels that come with the generated ones are those of a text search.
#pragma once

#include <array>
#include <string_view>

namespace enrolkit::testing {

// synthetic_faces: smiling, with or without teeth.
inline constexpr std::array<std::string_view, 44> kSmilingFaces = {{
    "sfhq_0736",     "sfhq_0737",     "sfhq_0739",     "sfhq_0741",     "sfhq_0749",     "sfhq_0755",
    "sfhq_0759",     "sfhq_0787",     "sfhq_0788",     "sfhq_0790",     "sfhq_0792",     "sfhq_0793",
    "sfhq_0815",     "sfhq_0828",     "sfhq_0831",     "sfhq_0833",     "sfhq_0835",     "sfhq_0849",
    "sfhq_0852",     "sfhq_0879",     "sfhq_0885",     "sfhq_0887",     "sfhq_t2i_0060", "sfhq_t2i_0099",
    "sfhq_t2i_0122", "sfhq_t2i_0171", "sfhq_t2i_0173", "sfhq_t2i_0177", "sfhq_t2i_0179", "sfhq_t2i_0238",
    "sfhq_t2i_0246", "sfhq_t2i_0335", "sfhq_t2i_0338", "sfhq_t2i_0339", "sfhq_t2i_0340", "sfhq_t2i_0341",
    "sfhq_t2i_0538", "sfhq_t2i_0543", "sfhq_t2i_0565", "sfhq_t2i_0671", "sfhq_t2i_0698", "sfhq_t2i_0711",
    "sfhq_t2i_0712", "sfhq_t2i_0716",
}};

// synthetic_faces: not smiling, mouth closed or nearly so; many frown.
inline constexpr std::array<std::string_view, 151> kNeutralFaces = {{
    "sfhq_0717",     "sfhq_0721",     "sfhq_0722",     "sfhq_0723",     "sfhq_0725",     "sfhq_0733",
    "sfhq_0743",     "sfhq_0744",     "sfhq_0745",     "sfhq_0748",     "sfhq_0751",     "sfhq_0761",
    "sfhq_0767",     "sfhq_0770",     "sfhq_0772",     "sfhq_0777",     "sfhq_0800",     "sfhq_0804",
    "sfhq_0810",     "sfhq_0812",     "sfhq_0814",     "sfhq_0816",     "sfhq_0821",     "sfhq_0824",
    "sfhq_0827",     "sfhq_0829",     "sfhq_0830",     "sfhq_0832",     "sfhq_0839",     "sfhq_0840",
    "sfhq_0848",     "sfhq_0853",     "sfhq_0854",     "sfhq_0857",     "sfhq_0866",     "sfhq_0868",
    "sfhq_0872",     "sfhq_0873",     "sfhq_0874",     "sfhq_0875",     "sfhq_0877",     "sfhq_0878",
    "sfhq_0880",     "sfhq_0881",     "sfhq_0882",     "sfhq_0886",     "sfhq_0889",     "sfhq_0890",
    "sfhq_t2i_0012", "sfhq_t2i_0020", "sfhq_t2i_0028", "sfhq_t2i_0031", "sfhq_t2i_0034", "sfhq_t2i_0040",
    "sfhq_t2i_0041", "sfhq_t2i_0043", "sfhq_t2i_0044", "sfhq_t2i_0050", "sfhq_t2i_0051", "sfhq_t2i_0058",
    "sfhq_t2i_0065", "sfhq_t2i_0066", "sfhq_t2i_0087", "sfhq_t2i_0092", "sfhq_t2i_0098", "sfhq_t2i_0101",
    "sfhq_t2i_0105", "sfhq_t2i_0108", "sfhq_t2i_0114", "sfhq_t2i_0115", "sfhq_t2i_0117", "sfhq_t2i_0123",
    "sfhq_t2i_0129", "sfhq_t2i_0138", "sfhq_t2i_0148", "sfhq_t2i_0149", "sfhq_t2i_0154", "sfhq_t2i_0156",
    "sfhq_t2i_0162", "sfhq_t2i_0167", "sfhq_t2i_0185", "sfhq_t2i_0192", "sfhq_t2i_0198", "sfhq_t2i_0202",
    "sfhq_t2i_0215", "sfhq_t2i_0227", "sfhq_t2i_0253", "sfhq_t2i_0258", "sfhq_t2i_0260", "sfhq_t2i_0266",
    "sfhq_t2i_0272", "sfhq_t2i_0273", "sfhq_t2i_0274", "sfhq_t2i_0278", "sfhq_t2i_0286", "sfhq_t2i_0291",
    "sfhq_t2i_0294", "sfhq_t2i_0296", "sfhq_t2i_0298", "sfhq_t2i_0301", "sfhq_t2i_0310", "sfhq_t2i_0372",
    "sfhq_t2i_0373", "sfhq_t2i_0374", "sfhq_t2i_0375", "sfhq_t2i_0376", "sfhq_t2i_0378", "sfhq_t2i_0379",
    "sfhq_t2i_0380", "sfhq_t2i_0404", "sfhq_t2i_0406", "sfhq_t2i_0418", "sfhq_t2i_0419", "sfhq_t2i_0420",
    "sfhq_t2i_0455", "sfhq_t2i_0458", "sfhq_t2i_0462", "sfhq_t2i_0463", "sfhq_t2i_0466", "sfhq_t2i_0478",
    "sfhq_t2i_0483", "sfhq_t2i_0486", "sfhq_t2i_0489", "sfhq_t2i_0515", "sfhq_t2i_0519", "sfhq_t2i_0525",
    "sfhq_t2i_0526", "sfhq_t2i_0536", "sfhq_t2i_0547", "sfhq_t2i_0555", "sfhq_t2i_0564", "sfhq_t2i_0584",
    "sfhq_t2i_0585", "sfhq_t2i_0618", "sfhq_t2i_0620", "sfhq_t2i_0623", "sfhq_t2i_0625", "sfhq_t2i_0626",
    "sfhq_t2i_0627", "sfhq_t2i_0629", "sfhq_t2i_0634", "sfhq_t2i_0638", "sfhq_t2i_0666", "sfhq_t2i_0676",
    "sfhq_t2i_0677", "sfhq_t2i_0679", "sfhq_t2i_0683", "sfhq_t2i_0690", "sfhq_t2i_0702", "sfhq_t2i_0704",
    "sfhq_t2i_0713",
}};

// defects/london_smiling: teeth show. Of 039_08 hardly: it is in no list.
inline constexpr std::array<std::string_view, 31> kShowingTeeth = {{
    "002_08", "006_08", "009_08", "010_08", "013_08", "016_08", "018_08", "020_08", "022_08", "026_08", "027_08",
    "030_08", "036_08", "037_08", "061_08", "062_08", "066_08", "094_08", "097_08", "100_08", "104_08", "114_08",
    "117_08", "118_08", "119_08", "120_08", "121_08", "126_08", "127_08", "134_08", "139_08",
}};

// synthetic_faces: mouth open without a smile: surprise, anger, tongue.
inline constexpr std::array<std::string_view, 19> kOpenMouths = {{
    "sfhq_0775",     "sfhq_0782",     "sfhq_0845",     "sfhq_t2i_0022", "sfhq_t2i_0090",
    "sfhq_t2i_0096", "sfhq_t2i_0158", "sfhq_t2i_0160", "sfhq_t2i_0163", "sfhq_t2i_0314",
    "sfhq_t2i_0315", "sfhq_t2i_0318", "sfhq_t2i_0319", "sfhq_t2i_0323", "sfhq_t2i_0325",
    "sfhq_t2i_0330", "sfhq_t2i_0332", "sfhq_t2i_0357", "sfhq_t2i_0367",
}};

// synthetic_faces: brows drawn down, mouth open or closed.
inline constexpr std::array<std::string_view, 19> kFrowningFaces = {{
    "sfhq_0766",     "sfhq_0767",     "sfhq_0768",     "sfhq_0769",     "sfhq_0770",
    "sfhq_0772",     "sfhq_0775",     "sfhq_0811",     "sfhq_0812",     "sfhq_0814",
    "sfhq_0815",     "sfhq_0818",     "sfhq_t2i_0314", "sfhq_t2i_0315", "sfhq_t2i_0316",
    "sfhq_t2i_0317", "sfhq_t2i_0318", "sfhq_t2i_0345", "sfhq_t2i_0355",
}};

// congress_pd: all others smile.
inline constexpr std::array<std::string_view, 9> kUnsmilingPortraits = {{
    "A000372",
    "B000589",
    "B001271",
    "C000556",
    "C000560",
    "C000754",
    "C001060",
    "E000289",
    "F000448",
}};

}  // namespace enrolkit::testing
