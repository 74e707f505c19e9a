// godwit: the command line.
#include "native/cli/app.h"

int main(int argc, char** argv) { return godwit::cli::Run(argc, argv); }
