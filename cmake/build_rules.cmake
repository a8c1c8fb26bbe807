# SPDX-FileCopyrightText: 2026 The Latchkey developers
# SPDX-License-Identifier: MIT

# What every target of ours is compiled with: C++23, warnings as errors, Qt without implicit text conversions.
add_library(latchkey_build_rules INTERFACE)
target_compile_features(latchkey_build_rules INTERFACE cxx_std_23)
target_include_directories(latchkey_build_rules INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(latchkey_build_rules INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wsuggest-override
    -Wzero-as-null-pointer-constant -Wconversion -Wno-sign-conversion
    -Werror
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized> # false alarms on std::optional and std::expected in GCC 12's optimised builds
    $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations> # GCC's library uses its own; what we use, GCC tells
    -fstack-protector-strong)
target_compile_definitions(latchkey_build_rules INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
    QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400 LATCHKEY_VERSION="${PROJECT_VERSION}")
if(LATCHKEY_SANITIZE)
    target_compile_definitions(latchkey_build_rules INTERFACE LATCHKEY_SANITIZED)
    target_compile_options(latchkey_build_rules INTERFACE
        -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(latchkey_build_rules INTERFACE -fsanitize=address,undefined)
endif()

# A test program links in a third of a second instead of two and a half.
find_program(LATCHKEY_MOLD mold)
if(LATCHKEY_MOLD)
    target_link_options(latchkey_build_rules INTERFACE -fuse-ld=mold)
endif()

# The headers that nearly every source reads, compiled once: a clean build takes half the time.
set(LATCHKEY_COMMON_HEADERS <QCoreApplication> <QDateTime> <QDebug> <QFile> <QFileInfo> <QFuture> <QFutureWatcher> <QHash>
    <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QObject> <QProcessEnvironment> <QPromise> <QString> <QStringList>
    <QThread> <QTimer> <QVariant> <algorithm> <chrono> <expected> <functional> <memory> <optional> <utility>)

# latchkey_library(NAME SOURCES ... LIBRARIES ...): one area of the product, warnings and includes as above.
function(latchkey_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC latchkey_build_rules ${arg_LIBRARIES})
    if(name STREQUAL latchkey_shared)
        target_precompile_headers(${name} PRIVATE ${LATCHKEY_COMMON_HEADERS})
    else()
        target_precompile_headers(${name} REUSE_FROM latchkey_shared)
    endif()
endfunction()

# Compiling a test takes longer than running it, so tests are not optimised; what they test is compiled as always.
set(LATCHKEY_TEST_OPTIONS -O0 -g1)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/test_headers.cpp CONTENT "")
add_library(latchkey_test_headers OBJECT ${PROJECT_BINARY_DIR}/test_headers.cpp)
target_link_libraries(latchkey_test_headers PRIVATE latchkey_build_rules Qt6::Core)
target_compile_options(latchkey_test_headers PRIVATE ${LATCHKEY_TEST_OPTIONS})
set_target_properties(latchkey_test_headers PROPERTIES AUTOMOC OFF)
target_precompile_headers(latchkey_test_headers PRIVATE ${LATCHKEY_COMMON_HEADERS} <QtCore>)

# latchkey_test(NAME SOURCES ... LIBRARIES ...): one Qt Test program, run offscreen with a time limit. SERIAL: nothing runs
# beside it, since it measures time. LATCHKEY_TEST_SECONDS takes the place of all time limits.
set(LATCHKEY_TEST_SECONDS "" CACHE STRING "Time limit of each test program, in seconds, in place of its own")
function(latchkey_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "SERIAL" "TIMEOUT" "SOURCES;LIBRARIES")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(LATCHKEY_TEST_SECONDS)
        set(arg_TIMEOUT ${LATCHKEY_TEST_SECONDS})
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE latchkey_build_rules latchkey_test_support Qt6::Test ${arg_LIBRARIES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    target_compile_options(${name} PRIVATE ${LATCHKEY_TEST_OPTIONS})
    target_precompile_headers(${name} REUSE_FROM latchkey_test_headers)
    # A test includes its own moc, which leaves this file empty.
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} RUN_SERIAL ${arg_SERIAL}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_FORCE_STDERR_LOGGING=1;LATCHKEY_BUILD_DIR=${PROJECT_BINARY_DIR};ASAN_OPTIONS=detect_leaks=0:disable_coredump=0;UBSAN_OPTIONS=print_stacktrace=1")
endfunction()
